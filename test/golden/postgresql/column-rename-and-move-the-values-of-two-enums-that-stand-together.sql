-- upgrade
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
-- rename value 'p' of enum aa to 'pp'
ALTER TYPE "aa" RENAME VALUE 'p' TO 'pp';
-- rename value 'q' of enum bb to 'qq'
ALTER TYPE "bb" RENAME VALUE 'q' TO 'qq';
-- alter enum aa: values pp, high, ok
-- keeps the triggers and rules that stand on the column, and comments
DO $diffkit$
DECLARE item record; kept text[] := '{}';
BEGIN
  FOR item IN
    SELECT format('DROP TRIGGER %I ON %s', t.tgname, t.tgrelid::regclass) AS gone, concat_ws(chr(1), pg_get_triggerdef(t.oid),
        CASE t.tgenabled WHEN 'D' THEN format('ALTER TABLE %s DISABLE TRIGGER %I', t.tgrelid::regclass, t.tgname)
          WHEN 'R' THEN format('ALTER TABLE %s ENABLE REPLICA TRIGGER %I', t.tgrelid::regclass, t.tgname)
          WHEN 'A' THEN format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', t.tgrelid::regclass, t.tgname) END,
        format('COMMENT ON TRIGGER %I ON %s IS %L', t.tgname, t.tgrelid::regclass, obj_description(t.oid, 'pg_trigger'))) AS back
      FROM pg_trigger t WHERE NOT t.tgisinternal AND t.oid IN (SELECT objid FROM pg_depend WHERE classid = 'pg_trigger'::regclass AND refclassid = 'pg_class'::regclass
          AND refobjid = '"posts"'::regclass AND refobjsubid = (SELECT attnum FROM pg_attribute WHERE attrelid = '"posts"'::regclass AND attname = 'x'))
    UNION ALL SELECT format('DROP RULE %I ON %s', r.rulename, r.ev_class::regclass), concat_ws(chr(1), pg_get_ruledef(r.oid),
        format('COMMENT ON RULE %I ON %s IS %L', r.rulename, r.ev_class::regclass, obj_description(r.oid, 'pg_rewrite')))
      FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class AND c.relkind IN ('r', 'p') WHERE r.oid IN (SELECT objid FROM pg_depend WHERE classid = 'pg_rewrite'::regclass AND refclassid = 'pg_class'::regclass
          AND refobjid = '"posts"'::regclass AND refobjsubid = (SELECT attnum FROM pg_attribute WHERE attrelid = '"posts"'::regclass AND attname = 'x'))
    UNION ALL SELECT NULL, format('COMMENT ON CONSTRAINT %I ON %s IS %L', conname, conrelid::regclass, obj_description(oid, 'pg_constraint'))
      FROM pg_constraint WHERE conrelid = '"posts"'::regclass AND obj_description(oid, 'pg_constraint') IS NOT NULL
    UNION ALL SELECT NULL, format('COMMENT ON INDEX %s IS %L', indexrelid::regclass, obj_description(indexrelid, 'pg_class'))
      FROM pg_index WHERE indrelid = '"posts"'::regclass AND obj_description(indexrelid, 'pg_class') IS NOT NULL
    UNION ALL SELECT NULL, format('COMMENT ON POLICY %I ON %s IS %L', polname, polrelid::regclass, obj_description(oid, 'pg_policy'))
      FROM pg_policy WHERE polrelid = '"posts"'::regclass AND obj_description(oid, 'pg_policy') IS NOT NULL
  LOOP
    kept := kept || item.back;
    IF item.gone IS NOT NULL THEN EXECUTE item.gone; END IF;
  END LOOP;
  PERFORM set_config('diffkit.parts__posts_x', array_to_string(kept, chr(1)), false);
END $diffkit$;
-- keeps the triggers and rules that stand on the column, and comments
DO $diffkit$
DECLARE item record; kept text[] := '{}';
BEGIN
  FOR item IN
    SELECT format('DROP TRIGGER %I ON %s', t.tgname, t.tgrelid::regclass) AS gone, concat_ws(chr(1), pg_get_triggerdef(t.oid),
        CASE t.tgenabled WHEN 'D' THEN format('ALTER TABLE %s DISABLE TRIGGER %I', t.tgrelid::regclass, t.tgname)
          WHEN 'R' THEN format('ALTER TABLE %s ENABLE REPLICA TRIGGER %I', t.tgrelid::regclass, t.tgname)
          WHEN 'A' THEN format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', t.tgrelid::regclass, t.tgname) END,
        format('COMMENT ON TRIGGER %I ON %s IS %L', t.tgname, t.tgrelid::regclass, obj_description(t.oid, 'pg_trigger'))) AS back
      FROM pg_trigger t WHERE NOT t.tgisinternal AND t.oid IN (SELECT objid FROM pg_depend WHERE classid = 'pg_trigger'::regclass AND refclassid = 'pg_class'::regclass
          AND refobjid = '"users"'::regclass AND refobjsubid = (SELECT attnum FROM pg_attribute WHERE attrelid = '"users"'::regclass AND attname = 'x'))
    UNION ALL SELECT format('DROP RULE %I ON %s', r.rulename, r.ev_class::regclass), concat_ws(chr(1), pg_get_ruledef(r.oid),
        format('COMMENT ON RULE %I ON %s IS %L', r.rulename, r.ev_class::regclass, obj_description(r.oid, 'pg_rewrite')))
      FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class AND c.relkind IN ('r', 'p') WHERE r.oid IN (SELECT objid FROM pg_depend WHERE classid = 'pg_rewrite'::regclass AND refclassid = 'pg_class'::regclass
          AND refobjid = '"users"'::regclass AND refobjsubid = (SELECT attnum FROM pg_attribute WHERE attrelid = '"users"'::regclass AND attname = 'x'))
    UNION ALL SELECT NULL, format('COMMENT ON CONSTRAINT %I ON %s IS %L', conname, conrelid::regclass, obj_description(oid, 'pg_constraint'))
      FROM pg_constraint WHERE conrelid = '"users"'::regclass AND obj_description(oid, 'pg_constraint') IS NOT NULL
    UNION ALL SELECT NULL, format('COMMENT ON INDEX %s IS %L', indexrelid::regclass, obj_description(indexrelid, 'pg_class'))
      FROM pg_index WHERE indrelid = '"users"'::regclass AND obj_description(indexrelid, 'pg_class') IS NOT NULL
    UNION ALL SELECT NULL, format('COMMENT ON POLICY %I ON %s IS %L', polname, polrelid::regclass, obj_description(oid, 'pg_policy'))
      FROM pg_policy WHERE polrelid = '"users"'::regclass AND obj_description(oid, 'pg_policy') IS NOT NULL
  LOOP
    kept := kept || item.back;
    IF item.gone IS NOT NULL THEN EXECUTE item.gone; END IF;
  END LOOP;
  PERFORM set_config('diffkit.parts__users_x', array_to_string(kept, chr(1)), false);
END $diffkit$;
-- keeps the triggers and rules that stand on the column, and comments
DO $diffkit$
DECLARE item record; kept text[] := '{}';
BEGIN
  FOR item IN
    SELECT format('DROP TRIGGER %I ON %s', t.tgname, t.tgrelid::regclass) AS gone, concat_ws(chr(1), pg_get_triggerdef(t.oid),
        CASE t.tgenabled WHEN 'D' THEN format('ALTER TABLE %s DISABLE TRIGGER %I', t.tgrelid::regclass, t.tgname)
          WHEN 'R' THEN format('ALTER TABLE %s ENABLE REPLICA TRIGGER %I', t.tgrelid::regclass, t.tgname)
          WHEN 'A' THEN format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', t.tgrelid::regclass, t.tgname) END,
        format('COMMENT ON TRIGGER %I ON %s IS %L', t.tgname, t.tgrelid::regclass, obj_description(t.oid, 'pg_trigger'))) AS back
      FROM pg_trigger t WHERE NOT t.tgisinternal AND t.oid IN (SELECT objid FROM pg_depend WHERE classid = 'pg_trigger'::regclass AND refclassid = 'pg_class'::regclass
          AND refobjid = '"users"'::regclass AND refobjsubid = (SELECT attnum FROM pg_attribute WHERE attrelid = '"users"'::regclass AND attname = 'xs'))
    UNION ALL SELECT format('DROP RULE %I ON %s', r.rulename, r.ev_class::regclass), concat_ws(chr(1), pg_get_ruledef(r.oid),
        format('COMMENT ON RULE %I ON %s IS %L', r.rulename, r.ev_class::regclass, obj_description(r.oid, 'pg_rewrite')))
      FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class AND c.relkind IN ('r', 'p') WHERE r.oid IN (SELECT objid FROM pg_depend WHERE classid = 'pg_rewrite'::regclass AND refclassid = 'pg_class'::regclass
          AND refobjid = '"users"'::regclass AND refobjsubid = (SELECT attnum FROM pg_attribute WHERE attrelid = '"users"'::regclass AND attname = 'xs'))
    UNION ALL SELECT NULL, format('COMMENT ON CONSTRAINT %I ON %s IS %L', conname, conrelid::regclass, obj_description(oid, 'pg_constraint'))
      FROM pg_constraint WHERE conrelid = '"users"'::regclass AND obj_description(oid, 'pg_constraint') IS NOT NULL
    UNION ALL SELECT NULL, format('COMMENT ON INDEX %s IS %L', indexrelid::regclass, obj_description(indexrelid, 'pg_class'))
      FROM pg_index WHERE indrelid = '"users"'::regclass AND obj_description(indexrelid, 'pg_class') IS NOT NULL
    UNION ALL SELECT NULL, format('COMMENT ON POLICY %I ON %s IS %L', polname, polrelid::regclass, obj_description(oid, 'pg_policy'))
      FROM pg_policy WHERE polrelid = '"users"'::regclass AND obj_description(oid, 'pg_policy') IS NOT NULL
  LOOP
    kept := kept || item.back;
    IF item.gone IS NOT NULL THEN EXECUTE item.gone; END IF;
  END LOOP;
  PERFORM set_config('diffkit.parts__users_xs', array_to_string(kept, chr(1)), false);
END $diffkit$;
-- keeps the triggers and rules that stand on the column, and comments
DO $diffkit$
DECLARE item record; kept text[] := '{}';
BEGIN
  FOR item IN
    SELECT format('DROP TRIGGER %I ON %s', t.tgname, t.tgrelid::regclass) AS gone, concat_ws(chr(1), pg_get_triggerdef(t.oid),
        CASE t.tgenabled WHEN 'D' THEN format('ALTER TABLE %s DISABLE TRIGGER %I', t.tgrelid::regclass, t.tgname)
          WHEN 'R' THEN format('ALTER TABLE %s ENABLE REPLICA TRIGGER %I', t.tgrelid::regclass, t.tgname)
          WHEN 'A' THEN format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', t.tgrelid::regclass, t.tgname) END,
        format('COMMENT ON TRIGGER %I ON %s IS %L', t.tgname, t.tgrelid::regclass, obj_description(t.oid, 'pg_trigger'))) AS back
      FROM pg_trigger t WHERE NOT t.tgisinternal AND t.oid IN (SELECT objid FROM pg_depend WHERE classid = 'pg_trigger'::regclass AND refclassid = 'pg_class'::regclass
          AND refobjid = '"users"'::regclass AND refobjsubid = (SELECT attnum FROM pg_attribute WHERE attrelid = '"users"'::regclass AND attname = 'some'))
    UNION ALL SELECT format('DROP RULE %I ON %s', r.rulename, r.ev_class::regclass), concat_ws(chr(1), pg_get_ruledef(r.oid),
        format('COMMENT ON RULE %I ON %s IS %L', r.rulename, r.ev_class::regclass, obj_description(r.oid, 'pg_rewrite')))
      FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class AND c.relkind IN ('r', 'p') WHERE r.oid IN (SELECT objid FROM pg_depend WHERE classid = 'pg_rewrite'::regclass AND refclassid = 'pg_class'::regclass
          AND refobjid = '"users"'::regclass AND refobjsubid = (SELECT attnum FROM pg_attribute WHERE attrelid = '"users"'::regclass AND attname = 'some'))
    UNION ALL SELECT NULL, format('COMMENT ON CONSTRAINT %I ON %s IS %L', conname, conrelid::regclass, obj_description(oid, 'pg_constraint'))
      FROM pg_constraint WHERE conrelid = '"users"'::regclass AND obj_description(oid, 'pg_constraint') IS NOT NULL
    UNION ALL SELECT NULL, format('COMMENT ON INDEX %s IS %L', indexrelid::regclass, obj_description(indexrelid, 'pg_class'))
      FROM pg_index WHERE indrelid = '"users"'::regclass AND obj_description(indexrelid, 'pg_class') IS NOT NULL
    UNION ALL SELECT NULL, format('COMMENT ON POLICY %I ON %s IS %L', polname, polrelid::regclass, obj_description(oid, 'pg_policy'))
      FROM pg_policy WHERE polrelid = '"users"'::regclass AND obj_description(oid, 'pg_policy') IS NOT NULL
  LOOP
    kept := kept || item.back;
    IF item.gone IS NOT NULL THEN EXECUTE item.gone; END IF;
  END LOOP;
  PERFORM set_config('diffkit.parts__users_some', array_to_string(kept, chr(1)), false);
END $diffkit$;
-- made again below: it depends on the changed column
ALTER TABLE "posts" DROP CONSTRAINT "posts_users_fk";
-- made again below: it depends on the changed column
ALTER TABLE "users" DROP CONSTRAINT "users_check";
-- made again below: it depends on the changed column
ALTER TABLE "users" DROP CONSTRAINT "users_some_key";
-- made again below: it depends on the changed column
DROP INDEX "users_x_idx";
-- made again below: it depends on the changed column
ALTER TABLE "users" DROP COLUMN "both";
-- made again below: it depends on the changed column
ALTER TABLE "users" DROP COLUMN "some";
ALTER TABLE "users" ALTER COLUMN "x" DROP DEFAULT, ALTER COLUMN "xs" DROP DEFAULT;
-- a value cannot be dropped or moved: the type is made anew
ALTER TYPE "aa" RENAME TO "aa__old";
CREATE TYPE "aa" AS ENUM ('pp', 'high', 'ok');
ALTER TABLE "posts" ALTER COLUMN "x" TYPE "aa" USING "x"::text::"aa";
ALTER TABLE "users" ALTER COLUMN "x" TYPE "aa" USING "x"::text::"aa", ALTER COLUMN "xs" TYPE "aa"[] USING "xs"::text[]::"aa"[];
DROP TYPE "aa__old";
ALTER TABLE "users" ALTER COLUMN "x" SET DEFAULT 'pp', ALTER COLUMN "xs" SET DEFAULT '{pp}';
ALTER TABLE "users" ADD COLUMN "both" boolean GENERATED ALWAYS AS (x = 'pp' and y = 'qq') STORED;
ALTER TABLE "users" ADD COLUMN "some" "aa" GENERATED ALWAYS AS (coalesce(x, 'pp')) STORED;
ALTER TABLE "users" ADD CONSTRAINT "users_some_key" UNIQUE ("some", "id");
ALTER TABLE "users" ADD CONSTRAINT "users_check" CHECK (x <> 'pp' or y <> 'qq' or id > 0);
CREATE INDEX "users_x_idx" ON "users" ("x") WHERE y = 'qq';
ALTER TABLE "posts" ADD CONSTRAINT "posts_users_fk" FOREIGN KEY ("x", "user_id") REFERENCES "users" ("x", "id");
-- puts them back
DO $diffkit$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY string_to_array(coalesce(current_setting('diffkit.parts__users_some', true), ''), chr(1)) LOOP
    BEGIN
      EXECUTE kept;
    EXCEPTION WHEN undefined_object OR undefined_table THEN
      IF kept !~ '^COMMENT ' THEN RAISE; END IF;
    END;
  END LOOP;
END $diffkit$;
-- puts them back
DO $diffkit$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY string_to_array(coalesce(current_setting('diffkit.parts__users_xs', true), ''), chr(1)) LOOP
    BEGIN
      EXECUTE kept;
    EXCEPTION WHEN undefined_object OR undefined_table THEN
      IF kept !~ '^COMMENT ' THEN RAISE; END IF;
    END;
  END LOOP;
END $diffkit$;
-- puts them back
DO $diffkit$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY string_to_array(coalesce(current_setting('diffkit.parts__users_x', true), ''), chr(1)) LOOP
    BEGIN
      EXECUTE kept;
    EXCEPTION WHEN undefined_object OR undefined_table THEN
      IF kept !~ '^COMMENT ' THEN RAISE; END IF;
    END;
  END LOOP;
END $diffkit$;
-- puts them back
DO $diffkit$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY string_to_array(coalesce(current_setting('diffkit.parts__posts_x', true), ''), chr(1)) LOOP
    BEGIN
      EXECUTE kept;
    EXCEPTION WHEN undefined_object OR undefined_table THEN
      IF kept !~ '^COMMENT ' THEN RAISE; END IF;
    END;
  END LOOP;
END $diffkit$;
-- alter enum bb: values ok, high, qq, rr
ALTER TYPE "bb" ADD VALUE 'rr';
-- create view those
CREATE VIEW "those" AS select x, y from users where x = 'pp' or y = 'qq';
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

-- downgrade
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
-- alter enum bb: values ok, high, qq
-- refuses while a row holds a value that goes
DO $diffkit$
DECLARE held text;
BEGIN
  SELECT string_agg(line, '; ') INTO held FROM (
    SELECT 'users.y holds ''rr'', rows: ' || n || (SELECT ' (' || string_agg(example, '; ') || ')' FROM (SELECT 'id ' || "id"::text AS example FROM "users" WHERE "y" = 'rr' ORDER BY "id" LIMIT 3) AS examples) AS line FROM (SELECT count(*) AS n FROM "users" WHERE "y" = 'rr') AS counted WHERE n > 0
  ) AS found;
  IF held IS NOT NULL THEN RAISE EXCEPTION '%', held; END IF;
END $diffkit$;
-- keeps the triggers and rules that stand on the column, and comments
DO $diffkit$
DECLARE item record; kept text[] := '{}';
BEGIN
  FOR item IN
    SELECT format('DROP TRIGGER %I ON %s', t.tgname, t.tgrelid::regclass) AS gone, concat_ws(chr(1), pg_get_triggerdef(t.oid),
        CASE t.tgenabled WHEN 'D' THEN format('ALTER TABLE %s DISABLE TRIGGER %I', t.tgrelid::regclass, t.tgname)
          WHEN 'R' THEN format('ALTER TABLE %s ENABLE REPLICA TRIGGER %I', t.tgrelid::regclass, t.tgname)
          WHEN 'A' THEN format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', t.tgrelid::regclass, t.tgname) END,
        format('COMMENT ON TRIGGER %I ON %s IS %L', t.tgname, t.tgrelid::regclass, obj_description(t.oid, 'pg_trigger'))) AS back
      FROM pg_trigger t WHERE NOT t.tgisinternal AND t.oid IN (SELECT objid FROM pg_depend WHERE classid = 'pg_trigger'::regclass AND refclassid = 'pg_class'::regclass
          AND refobjid = '"users"'::regclass AND refobjsubid = (SELECT attnum FROM pg_attribute WHERE attrelid = '"users"'::regclass AND attname = 'y'))
    UNION ALL SELECT format('DROP RULE %I ON %s', r.rulename, r.ev_class::regclass), concat_ws(chr(1), pg_get_ruledef(r.oid),
        format('COMMENT ON RULE %I ON %s IS %L', r.rulename, r.ev_class::regclass, obj_description(r.oid, 'pg_rewrite')))
      FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class AND c.relkind IN ('r', 'p') WHERE r.oid IN (SELECT objid FROM pg_depend WHERE classid = 'pg_rewrite'::regclass AND refclassid = 'pg_class'::regclass
          AND refobjid = '"users"'::regclass AND refobjsubid = (SELECT attnum FROM pg_attribute WHERE attrelid = '"users"'::regclass AND attname = 'y'))
    UNION ALL SELECT NULL, format('COMMENT ON CONSTRAINT %I ON %s IS %L', conname, conrelid::regclass, obj_description(oid, 'pg_constraint'))
      FROM pg_constraint WHERE conrelid = '"users"'::regclass AND obj_description(oid, 'pg_constraint') IS NOT NULL
    UNION ALL SELECT NULL, format('COMMENT ON INDEX %s IS %L', indexrelid::regclass, obj_description(indexrelid, 'pg_class'))
      FROM pg_index WHERE indrelid = '"users"'::regclass AND obj_description(indexrelid, 'pg_class') IS NOT NULL
    UNION ALL SELECT NULL, format('COMMENT ON POLICY %I ON %s IS %L', polname, polrelid::regclass, obj_description(oid, 'pg_policy'))
      FROM pg_policy WHERE polrelid = '"users"'::regclass AND obj_description(oid, 'pg_policy') IS NOT NULL
  LOOP
    kept := kept || item.back;
    IF item.gone IS NOT NULL THEN EXECUTE item.gone; END IF;
  END LOOP;
  PERFORM set_config('diffkit.parts__users_y', array_to_string(kept, chr(1)), false);
END $diffkit$;
-- made again below: it depends on the changed column
ALTER TABLE "users" DROP CONSTRAINT "users_check";
-- made again below: it depends on the changed column
DROP INDEX "users_x_idx";
-- made again below: it depends on the changed column
ALTER TABLE "users" DROP COLUMN "both";
ALTER TABLE "users" ALTER COLUMN "y" DROP DEFAULT;
-- a value cannot be dropped or moved: the type is made anew
ALTER TYPE "bb" RENAME TO "bb__old";
CREATE TYPE "bb" AS ENUM ('ok', 'high', 'qq');
ALTER TABLE "users" ALTER COLUMN "y" TYPE "bb" USING "y"::text::"bb";
DROP TYPE "bb__old";
ALTER TABLE "users" ALTER COLUMN "y" SET DEFAULT 'qq';
ALTER TABLE "users" ADD COLUMN "both" boolean GENERATED ALWAYS AS (x = 'pp' and y = 'qq') STORED;
ALTER TABLE "users" ADD CONSTRAINT "users_check" CHECK (x <> 'pp' or y <> 'qq' or id > 0);
CREATE INDEX "users_x_idx" ON "users" ("x") WHERE y = 'qq';
-- puts them back
DO $diffkit$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY string_to_array(coalesce(current_setting('diffkit.parts__users_y', true), ''), chr(1)) LOOP
    BEGIN
      EXECUTE kept;
    EXCEPTION WHEN undefined_object OR undefined_table THEN
      IF kept !~ '^COMMENT ' THEN RAISE; END IF;
    END;
  END LOOP;
END $diffkit$;
-- alter enum aa: values ok, high, pp
-- keeps the triggers and rules that stand on the column, and comments
DO $diffkit$
DECLARE item record; kept text[] := '{}';
BEGIN
  FOR item IN
    SELECT format('DROP TRIGGER %I ON %s', t.tgname, t.tgrelid::regclass) AS gone, concat_ws(chr(1), pg_get_triggerdef(t.oid),
        CASE t.tgenabled WHEN 'D' THEN format('ALTER TABLE %s DISABLE TRIGGER %I', t.tgrelid::regclass, t.tgname)
          WHEN 'R' THEN format('ALTER TABLE %s ENABLE REPLICA TRIGGER %I', t.tgrelid::regclass, t.tgname)
          WHEN 'A' THEN format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', t.tgrelid::regclass, t.tgname) END,
        format('COMMENT ON TRIGGER %I ON %s IS %L', t.tgname, t.tgrelid::regclass, obj_description(t.oid, 'pg_trigger'))) AS back
      FROM pg_trigger t WHERE NOT t.tgisinternal AND t.oid IN (SELECT objid FROM pg_depend WHERE classid = 'pg_trigger'::regclass AND refclassid = 'pg_class'::regclass
          AND refobjid = '"posts"'::regclass AND refobjsubid = (SELECT attnum FROM pg_attribute WHERE attrelid = '"posts"'::regclass AND attname = 'x'))
    UNION ALL SELECT format('DROP RULE %I ON %s', r.rulename, r.ev_class::regclass), concat_ws(chr(1), pg_get_ruledef(r.oid),
        format('COMMENT ON RULE %I ON %s IS %L', r.rulename, r.ev_class::regclass, obj_description(r.oid, 'pg_rewrite')))
      FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class AND c.relkind IN ('r', 'p') WHERE r.oid IN (SELECT objid FROM pg_depend WHERE classid = 'pg_rewrite'::regclass AND refclassid = 'pg_class'::regclass
          AND refobjid = '"posts"'::regclass AND refobjsubid = (SELECT attnum FROM pg_attribute WHERE attrelid = '"posts"'::regclass AND attname = 'x'))
    UNION ALL SELECT NULL, format('COMMENT ON CONSTRAINT %I ON %s IS %L', conname, conrelid::regclass, obj_description(oid, 'pg_constraint'))
      FROM pg_constraint WHERE conrelid = '"posts"'::regclass AND obj_description(oid, 'pg_constraint') IS NOT NULL
    UNION ALL SELECT NULL, format('COMMENT ON INDEX %s IS %L', indexrelid::regclass, obj_description(indexrelid, 'pg_class'))
      FROM pg_index WHERE indrelid = '"posts"'::regclass AND obj_description(indexrelid, 'pg_class') IS NOT NULL
    UNION ALL SELECT NULL, format('COMMENT ON POLICY %I ON %s IS %L', polname, polrelid::regclass, obj_description(oid, 'pg_policy'))
      FROM pg_policy WHERE polrelid = '"posts"'::regclass AND obj_description(oid, 'pg_policy') IS NOT NULL
  LOOP
    kept := kept || item.back;
    IF item.gone IS NOT NULL THEN EXECUTE item.gone; END IF;
  END LOOP;
  PERFORM set_config('diffkit.parts__posts_x', array_to_string(kept, chr(1)), false);
END $diffkit$;
-- keeps the triggers and rules that stand on the column, and comments
DO $diffkit$
DECLARE item record; kept text[] := '{}';
BEGIN
  FOR item IN
    SELECT format('DROP TRIGGER %I ON %s', t.tgname, t.tgrelid::regclass) AS gone, concat_ws(chr(1), pg_get_triggerdef(t.oid),
        CASE t.tgenabled WHEN 'D' THEN format('ALTER TABLE %s DISABLE TRIGGER %I', t.tgrelid::regclass, t.tgname)
          WHEN 'R' THEN format('ALTER TABLE %s ENABLE REPLICA TRIGGER %I', t.tgrelid::regclass, t.tgname)
          WHEN 'A' THEN format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', t.tgrelid::regclass, t.tgname) END,
        format('COMMENT ON TRIGGER %I ON %s IS %L', t.tgname, t.tgrelid::regclass, obj_description(t.oid, 'pg_trigger'))) AS back
      FROM pg_trigger t WHERE NOT t.tgisinternal AND t.oid IN (SELECT objid FROM pg_depend WHERE classid = 'pg_trigger'::regclass AND refclassid = 'pg_class'::regclass
          AND refobjid = '"users"'::regclass AND refobjsubid = (SELECT attnum FROM pg_attribute WHERE attrelid = '"users"'::regclass AND attname = 'x'))
    UNION ALL SELECT format('DROP RULE %I ON %s', r.rulename, r.ev_class::regclass), concat_ws(chr(1), pg_get_ruledef(r.oid),
        format('COMMENT ON RULE %I ON %s IS %L', r.rulename, r.ev_class::regclass, obj_description(r.oid, 'pg_rewrite')))
      FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class AND c.relkind IN ('r', 'p') WHERE r.oid IN (SELECT objid FROM pg_depend WHERE classid = 'pg_rewrite'::regclass AND refclassid = 'pg_class'::regclass
          AND refobjid = '"users"'::regclass AND refobjsubid = (SELECT attnum FROM pg_attribute WHERE attrelid = '"users"'::regclass AND attname = 'x'))
    UNION ALL SELECT NULL, format('COMMENT ON CONSTRAINT %I ON %s IS %L', conname, conrelid::regclass, obj_description(oid, 'pg_constraint'))
      FROM pg_constraint WHERE conrelid = '"users"'::regclass AND obj_description(oid, 'pg_constraint') IS NOT NULL
    UNION ALL SELECT NULL, format('COMMENT ON INDEX %s IS %L', indexrelid::regclass, obj_description(indexrelid, 'pg_class'))
      FROM pg_index WHERE indrelid = '"users"'::regclass AND obj_description(indexrelid, 'pg_class') IS NOT NULL
    UNION ALL SELECT NULL, format('COMMENT ON POLICY %I ON %s IS %L', polname, polrelid::regclass, obj_description(oid, 'pg_policy'))
      FROM pg_policy WHERE polrelid = '"users"'::regclass AND obj_description(oid, 'pg_policy') IS NOT NULL
  LOOP
    kept := kept || item.back;
    IF item.gone IS NOT NULL THEN EXECUTE item.gone; END IF;
  END LOOP;
  PERFORM set_config('diffkit.parts__users_x', array_to_string(kept, chr(1)), false);
END $diffkit$;
-- keeps the triggers and rules that stand on the column, and comments
DO $diffkit$
DECLARE item record; kept text[] := '{}';
BEGIN
  FOR item IN
    SELECT format('DROP TRIGGER %I ON %s', t.tgname, t.tgrelid::regclass) AS gone, concat_ws(chr(1), pg_get_triggerdef(t.oid),
        CASE t.tgenabled WHEN 'D' THEN format('ALTER TABLE %s DISABLE TRIGGER %I', t.tgrelid::regclass, t.tgname)
          WHEN 'R' THEN format('ALTER TABLE %s ENABLE REPLICA TRIGGER %I', t.tgrelid::regclass, t.tgname)
          WHEN 'A' THEN format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', t.tgrelid::regclass, t.tgname) END,
        format('COMMENT ON TRIGGER %I ON %s IS %L', t.tgname, t.tgrelid::regclass, obj_description(t.oid, 'pg_trigger'))) AS back
      FROM pg_trigger t WHERE NOT t.tgisinternal AND t.oid IN (SELECT objid FROM pg_depend WHERE classid = 'pg_trigger'::regclass AND refclassid = 'pg_class'::regclass
          AND refobjid = '"users"'::regclass AND refobjsubid = (SELECT attnum FROM pg_attribute WHERE attrelid = '"users"'::regclass AND attname = 'xs'))
    UNION ALL SELECT format('DROP RULE %I ON %s', r.rulename, r.ev_class::regclass), concat_ws(chr(1), pg_get_ruledef(r.oid),
        format('COMMENT ON RULE %I ON %s IS %L', r.rulename, r.ev_class::regclass, obj_description(r.oid, 'pg_rewrite')))
      FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class AND c.relkind IN ('r', 'p') WHERE r.oid IN (SELECT objid FROM pg_depend WHERE classid = 'pg_rewrite'::regclass AND refclassid = 'pg_class'::regclass
          AND refobjid = '"users"'::regclass AND refobjsubid = (SELECT attnum FROM pg_attribute WHERE attrelid = '"users"'::regclass AND attname = 'xs'))
    UNION ALL SELECT NULL, format('COMMENT ON CONSTRAINT %I ON %s IS %L', conname, conrelid::regclass, obj_description(oid, 'pg_constraint'))
      FROM pg_constraint WHERE conrelid = '"users"'::regclass AND obj_description(oid, 'pg_constraint') IS NOT NULL
    UNION ALL SELECT NULL, format('COMMENT ON INDEX %s IS %L', indexrelid::regclass, obj_description(indexrelid, 'pg_class'))
      FROM pg_index WHERE indrelid = '"users"'::regclass AND obj_description(indexrelid, 'pg_class') IS NOT NULL
    UNION ALL SELECT NULL, format('COMMENT ON POLICY %I ON %s IS %L', polname, polrelid::regclass, obj_description(oid, 'pg_policy'))
      FROM pg_policy WHERE polrelid = '"users"'::regclass AND obj_description(oid, 'pg_policy') IS NOT NULL
  LOOP
    kept := kept || item.back;
    IF item.gone IS NOT NULL THEN EXECUTE item.gone; END IF;
  END LOOP;
  PERFORM set_config('diffkit.parts__users_xs', array_to_string(kept, chr(1)), false);
END $diffkit$;
-- keeps the triggers and rules that stand on the column, and comments
DO $diffkit$
DECLARE item record; kept text[] := '{}';
BEGIN
  FOR item IN
    SELECT format('DROP TRIGGER %I ON %s', t.tgname, t.tgrelid::regclass) AS gone, concat_ws(chr(1), pg_get_triggerdef(t.oid),
        CASE t.tgenabled WHEN 'D' THEN format('ALTER TABLE %s DISABLE TRIGGER %I', t.tgrelid::regclass, t.tgname)
          WHEN 'R' THEN format('ALTER TABLE %s ENABLE REPLICA TRIGGER %I', t.tgrelid::regclass, t.tgname)
          WHEN 'A' THEN format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', t.tgrelid::regclass, t.tgname) END,
        format('COMMENT ON TRIGGER %I ON %s IS %L', t.tgname, t.tgrelid::regclass, obj_description(t.oid, 'pg_trigger'))) AS back
      FROM pg_trigger t WHERE NOT t.tgisinternal AND t.oid IN (SELECT objid FROM pg_depend WHERE classid = 'pg_trigger'::regclass AND refclassid = 'pg_class'::regclass
          AND refobjid = '"users"'::regclass AND refobjsubid = (SELECT attnum FROM pg_attribute WHERE attrelid = '"users"'::regclass AND attname = 'some'))
    UNION ALL SELECT format('DROP RULE %I ON %s', r.rulename, r.ev_class::regclass), concat_ws(chr(1), pg_get_ruledef(r.oid),
        format('COMMENT ON RULE %I ON %s IS %L', r.rulename, r.ev_class::regclass, obj_description(r.oid, 'pg_rewrite')))
      FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class AND c.relkind IN ('r', 'p') WHERE r.oid IN (SELECT objid FROM pg_depend WHERE classid = 'pg_rewrite'::regclass AND refclassid = 'pg_class'::regclass
          AND refobjid = '"users"'::regclass AND refobjsubid = (SELECT attnum FROM pg_attribute WHERE attrelid = '"users"'::regclass AND attname = 'some'))
    UNION ALL SELECT NULL, format('COMMENT ON CONSTRAINT %I ON %s IS %L', conname, conrelid::regclass, obj_description(oid, 'pg_constraint'))
      FROM pg_constraint WHERE conrelid = '"users"'::regclass AND obj_description(oid, 'pg_constraint') IS NOT NULL
    UNION ALL SELECT NULL, format('COMMENT ON INDEX %s IS %L', indexrelid::regclass, obj_description(indexrelid, 'pg_class'))
      FROM pg_index WHERE indrelid = '"users"'::regclass AND obj_description(indexrelid, 'pg_class') IS NOT NULL
    UNION ALL SELECT NULL, format('COMMENT ON POLICY %I ON %s IS %L', polname, polrelid::regclass, obj_description(oid, 'pg_policy'))
      FROM pg_policy WHERE polrelid = '"users"'::regclass AND obj_description(oid, 'pg_policy') IS NOT NULL
  LOOP
    kept := kept || item.back;
    IF item.gone IS NOT NULL THEN EXECUTE item.gone; END IF;
  END LOOP;
  PERFORM set_config('diffkit.parts__users_some', array_to_string(kept, chr(1)), false);
END $diffkit$;
-- made again below: it depends on the changed column
ALTER TABLE "posts" DROP CONSTRAINT "posts_users_fk";
-- made again below: it depends on the changed column
ALTER TABLE "users" DROP CONSTRAINT "users_check";
-- made again below: it depends on the changed column
ALTER TABLE "users" DROP CONSTRAINT "users_some_key";
-- made again below: it depends on the changed column
DROP INDEX "users_x_idx";
-- made again below: it depends on the changed column
ALTER TABLE "users" DROP COLUMN "both";
-- made again below: it depends on the changed column
ALTER TABLE "users" DROP COLUMN "some";
ALTER TABLE "users" ALTER COLUMN "x" DROP DEFAULT, ALTER COLUMN "xs" DROP DEFAULT;
-- a value cannot be dropped or moved: the type is made anew
ALTER TYPE "aa" RENAME TO "aa__old";
CREATE TYPE "aa" AS ENUM ('ok', 'high', 'pp');
ALTER TABLE "posts" ALTER COLUMN "x" TYPE "aa" USING "x"::text::"aa";
ALTER TABLE "users" ALTER COLUMN "x" TYPE "aa" USING "x"::text::"aa", ALTER COLUMN "xs" TYPE "aa"[] USING "xs"::text[]::"aa"[];
DROP TYPE "aa__old";
ALTER TABLE "users" ALTER COLUMN "x" SET DEFAULT 'pp', ALTER COLUMN "xs" SET DEFAULT '{pp}';
ALTER TABLE "users" ADD COLUMN "both" boolean GENERATED ALWAYS AS (x = 'pp' and y = 'qq') STORED;
ALTER TABLE "users" ADD COLUMN "some" "aa" GENERATED ALWAYS AS (coalesce(x, 'pp')) STORED;
ALTER TABLE "users" ADD CONSTRAINT "users_some_key" UNIQUE ("some", "id");
ALTER TABLE "users" ADD CONSTRAINT "users_check" CHECK (x <> 'pp' or y <> 'qq' or id > 0);
CREATE INDEX "users_x_idx" ON "users" ("x") WHERE y = 'qq';
ALTER TABLE "posts" ADD CONSTRAINT "posts_users_fk" FOREIGN KEY ("x", "user_id") REFERENCES "users" ("x", "id");
-- puts them back
DO $diffkit$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY string_to_array(coalesce(current_setting('diffkit.parts__users_some', true), ''), chr(1)) LOOP
    BEGIN
      EXECUTE kept;
    EXCEPTION WHEN undefined_object OR undefined_table THEN
      IF kept !~ '^COMMENT ' THEN RAISE; END IF;
    END;
  END LOOP;
END $diffkit$;
-- puts them back
DO $diffkit$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY string_to_array(coalesce(current_setting('diffkit.parts__users_xs', true), ''), chr(1)) LOOP
    BEGIN
      EXECUTE kept;
    EXCEPTION WHEN undefined_object OR undefined_table THEN
      IF kept !~ '^COMMENT ' THEN RAISE; END IF;
    END;
  END LOOP;
END $diffkit$;
-- puts them back
DO $diffkit$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY string_to_array(coalesce(current_setting('diffkit.parts__users_x', true), ''), chr(1)) LOOP
    BEGIN
      EXECUTE kept;
    EXCEPTION WHEN undefined_object OR undefined_table THEN
      IF kept !~ '^COMMENT ' THEN RAISE; END IF;
    END;
  END LOOP;
END $diffkit$;
-- puts them back
DO $diffkit$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY string_to_array(coalesce(current_setting('diffkit.parts__posts_x', true), ''), chr(1)) LOOP
    BEGIN
      EXECUTE kept;
    EXCEPTION WHEN undefined_object OR undefined_table THEN
      IF kept !~ '^COMMENT ' THEN RAISE; END IF;
    END;
  END LOOP;
END $diffkit$;
-- rename value 'qq' of enum bb to 'q'
ALTER TYPE "bb" RENAME VALUE 'qq' TO 'q';
-- rename value 'pp' of enum aa to 'p'
ALTER TYPE "aa" RENAME VALUE 'pp' TO 'p';
-- create view those
CREATE VIEW "those" AS select x, y from users where x = 'p' or y = 'q';
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
