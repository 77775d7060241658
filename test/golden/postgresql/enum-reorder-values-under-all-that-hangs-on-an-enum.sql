-- upgrade
-- drop view counted
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
DO $diffkit$
BEGIN
  PERFORM set_config('diffkit.kept_counted', coalesce(string_agg(sql, chr(1) ORDER BY place, sql), ''), false) FROM (
    SELECT 0 AS place, format('ALTER VIEW "counted" OWNER TO %I', pg_get_userbyid(relowner)) AS sql
      FROM pg_class WHERE oid = '"counted"'::regclass AND pg_get_userbyid(relowner) <> current_user
    UNION ALL SELECT 1, pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = '"counted"'::regclass
    UNION ALL SELECT 1, pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = '"counted"'::regclass AND NOT tgisinternal
    UNION ALL SELECT 1, pg_get_ruledef(oid) FROM pg_rewrite WHERE ev_class = '"counted"'::regclass AND rulename <> '_RETURN'
    UNION ALL SELECT 2, format('GRANT %s ON "counted" TO %s', privilege_type, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
      || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_class, aclexplode(relacl) WHERE oid = '"counted"'::regclass AND grantee <> relowner
    UNION ALL SELECT 2, format('GRANT %s (%I) ON "counted" TO %s', privilege_type, attname, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
      || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute, aclexplode(attacl) WHERE attrelid = '"counted"'::regclass
    UNION ALL SELECT 3, format('COMMENT ON VIEW "counted" IS %L', description)
      FROM pg_description WHERE classoid = 'pg_class'::regclass AND objoid = '"counted"'::regclass AND objsubid = 0
    UNION ALL SELECT 3, format('COMMENT ON COLUMN "counted".%I IS %L', attname, description)
      FROM pg_description JOIN pg_attribute ON attrelid = objoid AND attnum = objsubid
      WHERE classoid = 'pg_class'::regclass AND objoid = '"counted"'::regclass AND objsubid > 0
  ) AS kept;
END $diffkit$;
-- made again below
DROP VIEW "counted";
-- drop view those
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
DO $diffkit$
BEGIN
  PERFORM set_config('diffkit.kept_those', coalesce(string_agg(sql, chr(1) ORDER BY place, sql), ''), false) FROM (
    SELECT 0 AS place, format('ALTER VIEW "those" OWNER TO %I', pg_get_userbyid(relowner)) AS sql
      FROM pg_class WHERE oid = '"those"'::regclass AND pg_get_userbyid(relowner) <> current_user
    UNION ALL SELECT 1, pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = '"those"'::regclass
    UNION ALL SELECT 1, pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = '"those"'::regclass AND NOT tgisinternal
    UNION ALL SELECT 1, pg_get_ruledef(oid) FROM pg_rewrite WHERE ev_class = '"those"'::regclass AND rulename <> '_RETURN'
    UNION ALL SELECT 2, format('GRANT %s ON "those" TO %s', privilege_type, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
      || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_class, aclexplode(relacl) WHERE oid = '"those"'::regclass AND grantee <> relowner
    UNION ALL SELECT 2, format('GRANT %s (%I) ON "those" TO %s', privilege_type, attname, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
      || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute, aclexplode(attacl) WHERE attrelid = '"those"'::regclass
    UNION ALL SELECT 3, format('COMMENT ON VIEW "those" IS %L', description)
      FROM pg_description WHERE classoid = 'pg_class'::regclass AND objoid = '"those"'::regclass AND objsubid = 0
    UNION ALL SELECT 3, format('COMMENT ON COLUMN "those".%I IS %L', attname, description)
      FROM pg_description JOIN pg_attribute ON attrelid = objoid AND attnum = objsubid
      WHERE classoid = 'pg_class'::regclass AND objoid = '"those"'::regclass AND objsubid > 0
  ) AS kept;
END $diffkit$;
-- made again below
DROP VIEW "those";
-- drop view these
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
DO $diffkit$
BEGIN
  PERFORM set_config('diffkit.kept_these', coalesce(string_agg(sql, chr(1) ORDER BY place, sql), ''), false) FROM (
    SELECT 0 AS place, format('ALTER VIEW "these" OWNER TO %I', pg_get_userbyid(relowner)) AS sql
      FROM pg_class WHERE oid = '"these"'::regclass AND pg_get_userbyid(relowner) <> current_user
    UNION ALL SELECT 1, pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = '"these"'::regclass
    UNION ALL SELECT 1, pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = '"these"'::regclass AND NOT tgisinternal
    UNION ALL SELECT 1, pg_get_ruledef(oid) FROM pg_rewrite WHERE ev_class = '"these"'::regclass AND rulename <> '_RETURN'
    UNION ALL SELECT 2, format('GRANT %s ON "these" TO %s', privilege_type, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
      || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_class, aclexplode(relacl) WHERE oid = '"these"'::regclass AND grantee <> relowner
    UNION ALL SELECT 2, format('GRANT %s (%I) ON "these" TO %s', privilege_type, attname, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
      || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute, aclexplode(attacl) WHERE attrelid = '"these"'::regclass
    UNION ALL SELECT 3, format('COMMENT ON VIEW "these" IS %L', description)
      FROM pg_description WHERE classoid = 'pg_class'::regclass AND objoid = '"these"'::regclass AND objsubid = 0
    UNION ALL SELECT 3, format('COMMENT ON COLUMN "these".%I IS %L', attname, description)
      FROM pg_description JOIN pg_attribute ON attrelid = objoid AND attnum = objsubid
      WHERE classoid = 'pg_class'::regclass AND objoid = '"these"'::regclass AND objsubid > 0
  ) AS kept;
END $diffkit$;
-- made again below
DROP VIEW "these";
-- alter enum mood: values happy, ok, sad
-- made again below: it depends on the changed column
ALTER TABLE "users" DROP CONSTRAINT "users_check";
-- made again below: it depends on the changed column
DROP INDEX "some";
-- made again below: it depends on the changed column
DROP INDEX "is";
-- made again below: it depends on the changed column
ALTER TABLE "users" DROP COLUMN "is_it";
ALTER TABLE "users" ALTER COLUMN "mood" DROP DEFAULT, ALTER COLUMN "moods" DROP DEFAULT;
-- a value cannot be dropped or moved: the type is made anew
ALTER TYPE "mood" RENAME TO "mood__old";
CREATE TYPE "mood" AS ENUM ('happy', 'ok', 'sad');
ALTER TABLE "users" ALTER COLUMN "mood" TYPE "mood" USING "mood"::text::"mood", ALTER COLUMN "moods" TYPE "mood"[] USING "moods"::text[]::"mood"[];
DROP TYPE "mood__old";
ALTER TABLE "users" ALTER COLUMN "mood" SET DEFAULT 'ok', ALTER COLUMN "moods" SET DEFAULT '{ok,ok}';
ALTER TABLE "users" ADD COLUMN "is_it" boolean GENERATED ALWAYS AS (mood = 'ok') STORED;
ALTER TABLE "users" ADD CONSTRAINT "users_check" CHECK (mood <> 'ok' or mood in ('ok', 'ok') or note = 'sad');
CREATE INDEX "some" ON "users" ("mood") WHERE mood = 'ok' and note <> 'sad';
CREATE INDEX "is" ON "users" ((mood = 'ok'));
-- create view these
CREATE VIEW "these" AS select id, mood, note from users where mood = 'ok' and note <> 'sad';
-- puts it back
DO $diffkit$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY string_to_array(coalesce(current_setting('diffkit.kept_these', true), ''), chr(1)) LOOP
    BEGIN
      EXECUTE kept;
    EXCEPTION WHEN undefined_column THEN
      IF kept !~ '^(GRANT|COMMENT ON COLUMN) ' THEN RAISE; END IF;
    END;
  END LOOP;
END $diffkit$;
-- create view those
CREATE VIEW "those" AS select id, mood from these;
-- puts it back
DO $diffkit$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY string_to_array(coalesce(current_setting('diffkit.kept_those', true), ''), chr(1)) LOOP
    BEGIN
      EXECUTE kept;
    EXCEPTION WHEN undefined_column THEN
      IF kept !~ '^(GRANT|COMMENT ON COLUMN) ' THEN RAISE; END IF;
    END;
  END LOOP;
END $diffkit$;
-- create view counted
CREATE VIEW "counted" AS select count(*) as n from those where mood = 'ok';
-- puts it back
DO $diffkit$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY string_to_array(coalesce(current_setting('diffkit.kept_counted', true), ''), chr(1)) LOOP
    BEGIN
      EXECUTE kept;
    EXCEPTION WHEN undefined_column THEN
      IF kept !~ '^(GRANT|COMMENT ON COLUMN) ' THEN RAISE; END IF;
    END;
  END LOOP;
END $diffkit$;

-- downgrade
-- drop view counted
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
DO $diffkit$
BEGIN
  PERFORM set_config('diffkit.kept_counted', coalesce(string_agg(sql, chr(1) ORDER BY place, sql), ''), false) FROM (
    SELECT 0 AS place, format('ALTER VIEW "counted" OWNER TO %I', pg_get_userbyid(relowner)) AS sql
      FROM pg_class WHERE oid = '"counted"'::regclass AND pg_get_userbyid(relowner) <> current_user
    UNION ALL SELECT 1, pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = '"counted"'::regclass
    UNION ALL SELECT 1, pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = '"counted"'::regclass AND NOT tgisinternal
    UNION ALL SELECT 1, pg_get_ruledef(oid) FROM pg_rewrite WHERE ev_class = '"counted"'::regclass AND rulename <> '_RETURN'
    UNION ALL SELECT 2, format('GRANT %s ON "counted" TO %s', privilege_type, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
      || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_class, aclexplode(relacl) WHERE oid = '"counted"'::regclass AND grantee <> relowner
    UNION ALL SELECT 2, format('GRANT %s (%I) ON "counted" TO %s', privilege_type, attname, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
      || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute, aclexplode(attacl) WHERE attrelid = '"counted"'::regclass
    UNION ALL SELECT 3, format('COMMENT ON VIEW "counted" IS %L', description)
      FROM pg_description WHERE classoid = 'pg_class'::regclass AND objoid = '"counted"'::regclass AND objsubid = 0
    UNION ALL SELECT 3, format('COMMENT ON COLUMN "counted".%I IS %L', attname, description)
      FROM pg_description JOIN pg_attribute ON attrelid = objoid AND attnum = objsubid
      WHERE classoid = 'pg_class'::regclass AND objoid = '"counted"'::regclass AND objsubid > 0
  ) AS kept;
END $diffkit$;
-- made again below
DROP VIEW "counted";
-- drop view those
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
DO $diffkit$
BEGIN
  PERFORM set_config('diffkit.kept_those', coalesce(string_agg(sql, chr(1) ORDER BY place, sql), ''), false) FROM (
    SELECT 0 AS place, format('ALTER VIEW "those" OWNER TO %I', pg_get_userbyid(relowner)) AS sql
      FROM pg_class WHERE oid = '"those"'::regclass AND pg_get_userbyid(relowner) <> current_user
    UNION ALL SELECT 1, pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = '"those"'::regclass
    UNION ALL SELECT 1, pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = '"those"'::regclass AND NOT tgisinternal
    UNION ALL SELECT 1, pg_get_ruledef(oid) FROM pg_rewrite WHERE ev_class = '"those"'::regclass AND rulename <> '_RETURN'
    UNION ALL SELECT 2, format('GRANT %s ON "those" TO %s', privilege_type, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
      || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_class, aclexplode(relacl) WHERE oid = '"those"'::regclass AND grantee <> relowner
    UNION ALL SELECT 2, format('GRANT %s (%I) ON "those" TO %s', privilege_type, attname, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
      || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute, aclexplode(attacl) WHERE attrelid = '"those"'::regclass
    UNION ALL SELECT 3, format('COMMENT ON VIEW "those" IS %L', description)
      FROM pg_description WHERE classoid = 'pg_class'::regclass AND objoid = '"those"'::regclass AND objsubid = 0
    UNION ALL SELECT 3, format('COMMENT ON COLUMN "those".%I IS %L', attname, description)
      FROM pg_description JOIN pg_attribute ON attrelid = objoid AND attnum = objsubid
      WHERE classoid = 'pg_class'::regclass AND objoid = '"those"'::regclass AND objsubid > 0
  ) AS kept;
END $diffkit$;
-- made again below
DROP VIEW "those";
-- drop view these
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
DO $diffkit$
BEGIN
  PERFORM set_config('diffkit.kept_these', coalesce(string_agg(sql, chr(1) ORDER BY place, sql), ''), false) FROM (
    SELECT 0 AS place, format('ALTER VIEW "these" OWNER TO %I', pg_get_userbyid(relowner)) AS sql
      FROM pg_class WHERE oid = '"these"'::regclass AND pg_get_userbyid(relowner) <> current_user
    UNION ALL SELECT 1, pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = '"these"'::regclass
    UNION ALL SELECT 1, pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = '"these"'::regclass AND NOT tgisinternal
    UNION ALL SELECT 1, pg_get_ruledef(oid) FROM pg_rewrite WHERE ev_class = '"these"'::regclass AND rulename <> '_RETURN'
    UNION ALL SELECT 2, format('GRANT %s ON "these" TO %s', privilege_type, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
      || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_class, aclexplode(relacl) WHERE oid = '"these"'::regclass AND grantee <> relowner
    UNION ALL SELECT 2, format('GRANT %s (%I) ON "these" TO %s', privilege_type, attname, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
      || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute, aclexplode(attacl) WHERE attrelid = '"these"'::regclass
    UNION ALL SELECT 3, format('COMMENT ON VIEW "these" IS %L', description)
      FROM pg_description WHERE classoid = 'pg_class'::regclass AND objoid = '"these"'::regclass AND objsubid = 0
    UNION ALL SELECT 3, format('COMMENT ON COLUMN "these".%I IS %L', attname, description)
      FROM pg_description JOIN pg_attribute ON attrelid = objoid AND attnum = objsubid
      WHERE classoid = 'pg_class'::regclass AND objoid = '"these"'::regclass AND objsubid > 0
  ) AS kept;
END $diffkit$;
-- made again below
DROP VIEW "these";
-- alter enum mood: values sad, ok, happy
-- made again below: it depends on the changed column
ALTER TABLE "users" DROP CONSTRAINT "users_check";
-- made again below: it depends on the changed column
DROP INDEX "some";
-- made again below: it depends on the changed column
DROP INDEX "is";
-- made again below: it depends on the changed column
ALTER TABLE "users" DROP COLUMN "is_it";
ALTER TABLE "users" ALTER COLUMN "mood" DROP DEFAULT, ALTER COLUMN "moods" DROP DEFAULT;
-- a value cannot be dropped or moved: the type is made anew
ALTER TYPE "mood" RENAME TO "mood__old";
CREATE TYPE "mood" AS ENUM ('sad', 'ok', 'happy');
ALTER TABLE "users" ALTER COLUMN "mood" TYPE "mood" USING "mood"::text::"mood", ALTER COLUMN "moods" TYPE "mood"[] USING "moods"::text[]::"mood"[];
DROP TYPE "mood__old";
ALTER TABLE "users" ALTER COLUMN "mood" SET DEFAULT 'ok', ALTER COLUMN "moods" SET DEFAULT '{ok,ok}';
ALTER TABLE "users" ADD COLUMN "is_it" boolean GENERATED ALWAYS AS (mood = 'ok') STORED;
ALTER TABLE "users" ADD CONSTRAINT "users_check" CHECK (mood <> 'ok' or mood in ('ok', 'ok') or note = 'sad');
CREATE INDEX "some" ON "users" ("mood") WHERE mood = 'ok' and note <> 'sad';
CREATE INDEX "is" ON "users" ((mood = 'ok'));
-- create view these
CREATE VIEW "these" AS select id, mood, note from users where mood = 'ok' and note <> 'sad';
-- puts it back
DO $diffkit$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY string_to_array(coalesce(current_setting('diffkit.kept_these', true), ''), chr(1)) LOOP
    BEGIN
      EXECUTE kept;
    EXCEPTION WHEN undefined_column THEN
      IF kept !~ '^(GRANT|COMMENT ON COLUMN) ' THEN RAISE; END IF;
    END;
  END LOOP;
END $diffkit$;
-- create view those
CREATE VIEW "those" AS select id, mood from these;
-- puts it back
DO $diffkit$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY string_to_array(coalesce(current_setting('diffkit.kept_those', true), ''), chr(1)) LOOP
    BEGIN
      EXECUTE kept;
    EXCEPTION WHEN undefined_column THEN
      IF kept !~ '^(GRANT|COMMENT ON COLUMN) ' THEN RAISE; END IF;
    END;
  END LOOP;
END $diffkit$;
-- create view counted
CREATE VIEW "counted" AS select count(*) as n from those where mood = 'ok';
-- puts it back
DO $diffkit$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY string_to_array(coalesce(current_setting('diffkit.kept_counted', true), ''), chr(1)) LOOP
    BEGIN
      EXECUTE kept;
    EXCEPTION WHEN undefined_column THEN
      IF kept !~ '^(GRANT|COMMENT ON COLUMN) ' THEN RAISE; END IF;
    END;
  END LOOP;
END $diffkit$;
