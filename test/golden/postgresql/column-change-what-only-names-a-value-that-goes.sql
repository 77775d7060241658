-- upgrade
-- drop view one
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
-- drop policy users.some
DROP POLICY "some" ON "users";
-- drop index users.some
DROP INDEX "some";
-- drop constraint users.users_check
ALTER TABLE "users" DROP CONSTRAINT "users_check";
-- alter column users.note: drop default
ALTER TABLE "users" ALTER COLUMN "note" DROP DEFAULT;
-- alter column users.known: drop generated
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
          AND refobjid = '"users"'::regclass AND refobjsubid = (SELECT attnum FROM pg_attribute WHERE attrelid = '"users"'::regclass AND attname = 'known'))
    UNION ALL SELECT format('DROP RULE %I ON %s', r.rulename, r.ev_class::regclass), concat_ws(chr(1), pg_get_ruledef(r.oid),
        format('COMMENT ON RULE %I ON %s IS %L', r.rulename, r.ev_class::regclass, obj_description(r.oid, 'pg_rewrite')))
      FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class AND c.relkind IN ('r', 'p') WHERE r.oid IN (SELECT objid FROM pg_depend WHERE classid = 'pg_rewrite'::regclass AND refclassid = 'pg_class'::regclass
          AND refobjid = '"users"'::regclass AND refobjsubid = (SELECT attnum FROM pg_attribute WHERE attrelid = '"users"'::regclass AND attname = 'known'))
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
  PERFORM set_config('diffkit.parts__users_known', array_to_string(kept, chr(1)), false);
END $diffkit$;
ALTER TABLE "users" ALTER COLUMN "known" DROP EXPRESSION;
-- puts them back
DO $diffkit$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY string_to_array(coalesce(current_setting('diffkit.parts__users_known', true), ''), chr(1)) LOOP
    BEGIN
      EXECUTE kept;
    EXCEPTION WHEN undefined_object OR undefined_table THEN
      IF kept !~ '^COMMENT ' THEN RAISE; END IF;
    END;
  END LOOP;
END $diffkit$;
-- alter enum mood: values low, ok
-- a value cannot be dropped or moved: the type is made anew
ALTER TYPE "mood" RENAME TO "mood__old";
CREATE TYPE "mood" AS ENUM ('low', 'ok');
DROP TYPE "mood__old";
-- alter column users.note: default ('low'::mood)::text
ALTER TABLE "users" ALTER COLUMN "note" SET DEFAULT ('low'::mood)::text;
-- alter column users.known: generated
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
          AND refobjid = '"users"'::regclass AND refobjsubid = (SELECT attnum FROM pg_attribute WHERE attrelid = '"users"'::regclass AND attname = 'known'))
    UNION ALL SELECT format('DROP RULE %I ON %s', r.rulename, r.ev_class::regclass), concat_ws(chr(1), pg_get_ruledef(r.oid),
        format('COMMENT ON RULE %I ON %s IS %L', r.rulename, r.ev_class::regclass, obj_description(r.oid, 'pg_rewrite')))
      FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class AND c.relkind IN ('r', 'p') WHERE r.oid IN (SELECT objid FROM pg_depend WHERE classid = 'pg_rewrite'::regclass AND refclassid = 'pg_class'::regclass
          AND refobjid = '"users"'::regclass AND refobjsubid = (SELECT attnum FROM pg_attribute WHERE attrelid = '"users"'::regclass AND attname = 'known'))
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
  PERFORM set_config('diffkit.parts__users_known', array_to_string(kept, chr(1)), false);
END $diffkit$;
-- its values are generated from now on
ALTER TABLE "users" DROP COLUMN IF EXISTS "known";
ALTER TABLE "users" ADD COLUMN "known" boolean GENERATED ALWAYS AS ('low'::mood <> 'ok') STORED;
-- puts them back
DO $diffkit$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY string_to_array(coalesce(current_setting('diffkit.parts__users_known', true), ''), chr(1)) LOOP
    BEGIN
      EXECUTE kept;
    EXCEPTION WHEN undefined_object OR undefined_table THEN
      IF kept !~ '^COMMENT ' THEN RAISE; END IF;
    END;
  END LOOP;
END $diffkit$;
-- add check users.users_check ('low'::mood <> 'ok' or id > 0)
ALTER TABLE "users" ADD CONSTRAINT "users_check" CHECK ('low'::mood <> 'ok' or id > 0);
-- create index users.some (id)
CREATE INDEX "some" ON "users" ("id") WHERE 'low'::mood <> 'ok';
-- create policy users.some
CREATE POLICY "some" ON "users" USING ('low'::mood <> 'ok');
-- create view one
CREATE VIEW "one" AS select 'low'::mood as it;
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

-- downgrade
-- drop view one
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
-- drop policy users.some
DROP POLICY "some" ON "users";
-- drop index users.some
DROP INDEX "some";
-- drop constraint users.users_check
ALTER TABLE "users" DROP CONSTRAINT "users_check";
-- alter column users.known: drop generated
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
          AND refobjid = '"users"'::regclass AND refobjsubid = (SELECT attnum FROM pg_attribute WHERE attrelid = '"users"'::regclass AND attname = 'known'))
    UNION ALL SELECT format('DROP RULE %I ON %s', r.rulename, r.ev_class::regclass), concat_ws(chr(1), pg_get_ruledef(r.oid),
        format('COMMENT ON RULE %I ON %s IS %L', r.rulename, r.ev_class::regclass, obj_description(r.oid, 'pg_rewrite')))
      FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class AND c.relkind IN ('r', 'p') WHERE r.oid IN (SELECT objid FROM pg_depend WHERE classid = 'pg_rewrite'::regclass AND refclassid = 'pg_class'::regclass
          AND refobjid = '"users"'::regclass AND refobjsubid = (SELECT attnum FROM pg_attribute WHERE attrelid = '"users"'::regclass AND attname = 'known'))
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
  PERFORM set_config('diffkit.parts__users_known', array_to_string(kept, chr(1)), false);
END $diffkit$;
ALTER TABLE "users" ALTER COLUMN "known" DROP EXPRESSION;
-- puts them back
DO $diffkit$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY string_to_array(coalesce(current_setting('diffkit.parts__users_known', true), ''), chr(1)) LOOP
    BEGIN
      EXECUTE kept;
    EXCEPTION WHEN undefined_object OR undefined_table THEN
      IF kept !~ '^COMMENT ' THEN RAISE; END IF;
    END;
  END LOOP;
END $diffkit$;
-- alter column users.note: drop default
ALTER TABLE "users" ALTER COLUMN "note" DROP DEFAULT;
-- alter enum mood: values sad, ok
-- a value cannot be dropped or moved: the type is made anew
ALTER TYPE "mood" RENAME TO "mood__old";
CREATE TYPE "mood" AS ENUM ('sad', 'ok');
DROP TYPE "mood__old";
-- alter column users.known: generated
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
          AND refobjid = '"users"'::regclass AND refobjsubid = (SELECT attnum FROM pg_attribute WHERE attrelid = '"users"'::regclass AND attname = 'known'))
    UNION ALL SELECT format('DROP RULE %I ON %s', r.rulename, r.ev_class::regclass), concat_ws(chr(1), pg_get_ruledef(r.oid),
        format('COMMENT ON RULE %I ON %s IS %L', r.rulename, r.ev_class::regclass, obj_description(r.oid, 'pg_rewrite')))
      FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class AND c.relkind IN ('r', 'p') WHERE r.oid IN (SELECT objid FROM pg_depend WHERE classid = 'pg_rewrite'::regclass AND refclassid = 'pg_class'::regclass
          AND refobjid = '"users"'::regclass AND refobjsubid = (SELECT attnum FROM pg_attribute WHERE attrelid = '"users"'::regclass AND attname = 'known'))
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
  PERFORM set_config('diffkit.parts__users_known', array_to_string(kept, chr(1)), false);
END $diffkit$;
-- its values are generated from now on
ALTER TABLE "users" DROP COLUMN IF EXISTS "known";
ALTER TABLE "users" ADD COLUMN "known" boolean GENERATED ALWAYS AS ('sad'::mood <> 'ok') STORED;
-- puts them back
DO $diffkit$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY string_to_array(coalesce(current_setting('diffkit.parts__users_known', true), ''), chr(1)) LOOP
    BEGIN
      EXECUTE kept;
    EXCEPTION WHEN undefined_object OR undefined_table THEN
      IF kept !~ '^COMMENT ' THEN RAISE; END IF;
    END;
  END LOOP;
END $diffkit$;
-- alter column users.note: default ('sad'::mood)::text
ALTER TABLE "users" ALTER COLUMN "note" SET DEFAULT ('sad'::mood)::text;
-- add check users.users_check ('sad'::mood <> 'ok' or id > 0)
ALTER TABLE "users" ADD CONSTRAINT "users_check" CHECK ('sad'::mood <> 'ok' or id > 0);
-- create index users.some (id)
CREATE INDEX "some" ON "users" ("id") WHERE 'sad'::mood <> 'ok';
-- create policy users.some
CREATE POLICY "some" ON "users" USING ('sad'::mood <> 'ok');
-- create view one
CREATE VIEW "one" AS select 'sad'::mood as it;
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
