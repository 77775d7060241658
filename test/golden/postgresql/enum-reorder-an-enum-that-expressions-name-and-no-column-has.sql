-- upgrade
-- alter enum mood: values z, y, new
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
DO $diffkit$
BEGIN
  PERFORM set_config('diffkit.kept_two', coalesce(string_agg(sql, chr(1) ORDER BY place, sql), ''), false) FROM (
    SELECT 0 AS place, format('ALTER VIEW "two" OWNER TO %I', pg_get_userbyid(relowner)) AS sql
      FROM pg_class WHERE oid = '"two"'::regclass AND pg_get_userbyid(relowner) <> current_user
    UNION ALL SELECT 1, pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = '"two"'::regclass
    UNION ALL SELECT 1, pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = '"two"'::regclass AND NOT tgisinternal
    UNION ALL SELECT 1, pg_get_ruledef(oid) FROM pg_rewrite WHERE ev_class = '"two"'::regclass AND rulename <> '_RETURN'
    UNION ALL SELECT 2, format('GRANT %s ON "two" TO %s', privilege_type, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
      || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_class, aclexplode(relacl) WHERE oid = '"two"'::regclass AND grantee <> relowner
    UNION ALL SELECT 2, format('GRANT %s (%I) ON "two" TO %s', privilege_type, attname, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
      || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute, aclexplode(attacl) WHERE attrelid = '"two"'::regclass
    UNION ALL SELECT 3, format('COMMENT ON VIEW "two" IS %L', description)
      FROM pg_description WHERE classoid = 'pg_class'::regclass AND objoid = '"two"'::regclass AND objsubid = 0
    UNION ALL SELECT 3, format('COMMENT ON COLUMN "two".%I IS %L', attname, description)
      FROM pg_description JOIN pg_attribute ON attrelid = objoid AND attnum = objsubid
      WHERE classoid = 'pg_class'::regclass AND objoid = '"two"'::regclass AND objsubid > 0
  ) AS kept;
END $diffkit$;
-- made again below
DROP VIEW "two";
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
DO $diffkit$
BEGIN
  PERFORM set_config('diffkit.kept_one', coalesce(string_agg(sql, chr(1) ORDER BY place, sql), ''), false) FROM (
    SELECT 0 AS place, format('ALTER VIEW "one" OWNER TO %I', pg_get_userbyid(relowner)) AS sql
      FROM pg_class WHERE oid = '"one"'::regclass AND pg_get_userbyid(relowner) <> current_user
    UNION ALL SELECT 1, pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = '"one"'::regclass
    UNION ALL SELECT 1, pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = '"one"'::regclass AND NOT tgisinternal
    UNION ALL SELECT 1, pg_get_ruledef(oid) FROM pg_rewrite WHERE ev_class = '"one"'::regclass AND rulename <> '_RETURN'
    UNION ALL SELECT 2, format('GRANT %s ON "one" TO %s', privilege_type, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
      || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_class, aclexplode(relacl) WHERE oid = '"one"'::regclass AND grantee <> relowner
    UNION ALL SELECT 2, format('GRANT %s (%I) ON "one" TO %s', privilege_type, attname, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
      || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute, aclexplode(attacl) WHERE attrelid = '"one"'::regclass
    UNION ALL SELECT 3, format('COMMENT ON VIEW "one" IS %L', description)
      FROM pg_description WHERE classoid = 'pg_class'::regclass AND objoid = '"one"'::regclass AND objsubid = 0
    UNION ALL SELECT 3, format('COMMENT ON COLUMN "one".%I IS %L', attname, description)
      FROM pg_description JOIN pg_attribute ON attrelid = objoid AND attnum = objsubid
      WHERE classoid = 'pg_class'::regclass AND objoid = '"one"'::regclass AND objsubid > 0
  ) AS kept;
END $diffkit$;
-- made again below
DROP VIEW "one";
-- made again below: it depends on the changed column
ALTER TABLE "users" DROP CONSTRAINT "users_check";
ALTER TABLE "users" ALTER COLUMN "note" DROP DEFAULT;
-- a value cannot be dropped or moved: the type is made anew
ALTER TYPE "mood" RENAME TO "mood__old";
CREATE TYPE "mood" AS ENUM ('z', 'y', 'new');
DROP TYPE "mood__old";
ALTER TABLE "users" ALTER COLUMN "note" SET DEFAULT ('y'::mood)::text;
ALTER TABLE "users" ADD CONSTRAINT "users_check" CHECK (note::mood is not null);
CREATE VIEW "one" AS select 'y'::mood as it;
-- puts it back
DO $diffkit$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY string_to_array(coalesce(current_setting('diffkit.kept_one', true), ''), chr(1)) LOOP
    BEGIN
      EXECUTE kept;
    EXCEPTION WHEN undefined_column THEN
      IF kept !~ '^(GRANT|COMMENT ON COLUMN) ' THEN RAISE; END IF;
    END;
  END LOOP;
END $diffkit$;
CREATE VIEW "two" AS select it from one;
-- puts it back
DO $diffkit$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY string_to_array(coalesce(current_setting('diffkit.kept_two', true), ''), chr(1)) LOOP
    BEGIN
      EXECUTE kept;
    EXCEPTION WHEN undefined_column THEN
      IF kept !~ '^(GRANT|COMMENT ON COLUMN) ' THEN RAISE; END IF;
    END;
  END LOOP;
END $diffkit$;

-- downgrade
-- alter enum mood: values y, z, old
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
DO $diffkit$
BEGIN
  PERFORM set_config('diffkit.kept_two', coalesce(string_agg(sql, chr(1) ORDER BY place, sql), ''), false) FROM (
    SELECT 0 AS place, format('ALTER VIEW "two" OWNER TO %I', pg_get_userbyid(relowner)) AS sql
      FROM pg_class WHERE oid = '"two"'::regclass AND pg_get_userbyid(relowner) <> current_user
    UNION ALL SELECT 1, pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = '"two"'::regclass
    UNION ALL SELECT 1, pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = '"two"'::regclass AND NOT tgisinternal
    UNION ALL SELECT 1, pg_get_ruledef(oid) FROM pg_rewrite WHERE ev_class = '"two"'::regclass AND rulename <> '_RETURN'
    UNION ALL SELECT 2, format('GRANT %s ON "two" TO %s', privilege_type, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
      || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_class, aclexplode(relacl) WHERE oid = '"two"'::regclass AND grantee <> relowner
    UNION ALL SELECT 2, format('GRANT %s (%I) ON "two" TO %s', privilege_type, attname, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
      || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute, aclexplode(attacl) WHERE attrelid = '"two"'::regclass
    UNION ALL SELECT 3, format('COMMENT ON VIEW "two" IS %L', description)
      FROM pg_description WHERE classoid = 'pg_class'::regclass AND objoid = '"two"'::regclass AND objsubid = 0
    UNION ALL SELECT 3, format('COMMENT ON COLUMN "two".%I IS %L', attname, description)
      FROM pg_description JOIN pg_attribute ON attrelid = objoid AND attnum = objsubid
      WHERE classoid = 'pg_class'::regclass AND objoid = '"two"'::regclass AND objsubid > 0
  ) AS kept;
END $diffkit$;
-- made again below
DROP VIEW "two";
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
DO $diffkit$
BEGIN
  PERFORM set_config('diffkit.kept_one', coalesce(string_agg(sql, chr(1) ORDER BY place, sql), ''), false) FROM (
    SELECT 0 AS place, format('ALTER VIEW "one" OWNER TO %I', pg_get_userbyid(relowner)) AS sql
      FROM pg_class WHERE oid = '"one"'::regclass AND pg_get_userbyid(relowner) <> current_user
    UNION ALL SELECT 1, pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = '"one"'::regclass
    UNION ALL SELECT 1, pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = '"one"'::regclass AND NOT tgisinternal
    UNION ALL SELECT 1, pg_get_ruledef(oid) FROM pg_rewrite WHERE ev_class = '"one"'::regclass AND rulename <> '_RETURN'
    UNION ALL SELECT 2, format('GRANT %s ON "one" TO %s', privilege_type, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
      || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_class, aclexplode(relacl) WHERE oid = '"one"'::regclass AND grantee <> relowner
    UNION ALL SELECT 2, format('GRANT %s (%I) ON "one" TO %s', privilege_type, attname, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
      || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute, aclexplode(attacl) WHERE attrelid = '"one"'::regclass
    UNION ALL SELECT 3, format('COMMENT ON VIEW "one" IS %L', description)
      FROM pg_description WHERE classoid = 'pg_class'::regclass AND objoid = '"one"'::regclass AND objsubid = 0
    UNION ALL SELECT 3, format('COMMENT ON COLUMN "one".%I IS %L', attname, description)
      FROM pg_description JOIN pg_attribute ON attrelid = objoid AND attnum = objsubid
      WHERE classoid = 'pg_class'::regclass AND objoid = '"one"'::regclass AND objsubid > 0
  ) AS kept;
END $diffkit$;
-- made again below
DROP VIEW "one";
-- made again below: it depends on the changed column
ALTER TABLE "users" DROP CONSTRAINT "users_check";
ALTER TABLE "users" ALTER COLUMN "note" DROP DEFAULT;
-- a value cannot be dropped or moved: the type is made anew
ALTER TYPE "mood" RENAME TO "mood__old";
CREATE TYPE "mood" AS ENUM ('y', 'z', 'old');
DROP TYPE "mood__old";
ALTER TABLE "users" ALTER COLUMN "note" SET DEFAULT ('y'::mood)::text;
ALTER TABLE "users" ADD CONSTRAINT "users_check" CHECK (note::mood is not null);
CREATE VIEW "one" AS select 'y'::mood as it;
-- puts it back
DO $diffkit$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY string_to_array(coalesce(current_setting('diffkit.kept_one', true), ''), chr(1)) LOOP
    BEGIN
      EXECUTE kept;
    EXCEPTION WHEN undefined_column THEN
      IF kept !~ '^(GRANT|COMMENT ON COLUMN) ' THEN RAISE; END IF;
    END;
  END LOOP;
END $diffkit$;
CREATE VIEW "two" AS select it from one;
-- puts it back
DO $diffkit$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY string_to_array(coalesce(current_setting('diffkit.kept_two', true), ''), chr(1)) LOOP
    BEGIN
      EXECUTE kept;
    EXCEPTION WHEN undefined_column THEN
      IF kept !~ '^(GRANT|COMMENT ON COLUMN) ' THEN RAISE; END IF;
    END;
  END LOOP;
END $diffkit$;
