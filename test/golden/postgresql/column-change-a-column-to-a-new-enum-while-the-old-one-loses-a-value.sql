-- upgrade
-- create enum level (high, ok, low)
CREATE TYPE "level" AS ENUM ('high', 'ok', 'low');
-- drop constraint users.users_check
ALTER TABLE "users" DROP CONSTRAINT "users_check";
-- alter column users.second: default 'low', type level
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
          AND refobjid = '"users"'::regclass AND refobjsubid = (SELECT attnum FROM pg_attribute WHERE attrelid = '"users"'::regclass AND attname = 'second'))
    UNION ALL SELECT format('DROP RULE %I ON %s', r.rulename, r.ev_class::regclass), concat_ws(chr(1), pg_get_ruledef(r.oid),
        format('COMMENT ON RULE %I ON %s IS %L', r.rulename, r.ev_class::regclass, obj_description(r.oid, 'pg_rewrite')))
      FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class AND c.relkind IN ('r', 'p') WHERE r.oid IN (SELECT objid FROM pg_depend WHERE classid = 'pg_rewrite'::regclass AND refclassid = 'pg_class'::regclass
          AND refobjid = '"users"'::regclass AND refobjsubid = (SELECT attnum FROM pg_attribute WHERE attrelid = '"users"'::regclass AND attname = 'second'))
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
  PERFORM set_config('diffkit.parts__users_second', array_to_string(kept, chr(1)), false);
END $diffkit$;
ALTER TABLE "users" ALTER COLUMN "second" DROP DEFAULT;
ALTER TABLE "users" ALTER COLUMN "second" TYPE "level" USING "second"::text::level;
ALTER TABLE "users" ALTER COLUMN "second" SET DEFAULT 'low';
-- puts them back
DO $diffkit$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY string_to_array(coalesce(current_setting('diffkit.parts__users_second', true), ''), chr(1)) LOOP
    BEGIN
      EXECUTE kept;
    EXCEPTION WHEN undefined_object OR undefined_table THEN
      IF kept !~ '^COMMENT ' THEN RAISE; END IF;
    END;
  END LOOP;
END $diffkit$;
-- alter enum mood: values ok, high
-- refuses while a row holds a value that goes
DO $diffkit$
DECLARE held text;
BEGIN
  SELECT string_agg(line, '; ') INTO held FROM (
    SELECT 'users.first holds ''sad'', rows: ' || n || (SELECT ' (' || string_agg(example, '; ') || ')' FROM (SELECT 'id ' || "id"::text AS example FROM "users" WHERE "first" = 'sad' ORDER BY "id" LIMIT 3) AS examples) AS line FROM (SELECT count(*) AS n FROM "users" WHERE "first" = 'sad') AS counted WHERE n > 0
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
          AND refobjid = '"users"'::regclass AND refobjsubid = (SELECT attnum FROM pg_attribute WHERE attrelid = '"users"'::regclass AND attname = 'first'))
    UNION ALL SELECT format('DROP RULE %I ON %s', r.rulename, r.ev_class::regclass), concat_ws(chr(1), pg_get_ruledef(r.oid),
        format('COMMENT ON RULE %I ON %s IS %L', r.rulename, r.ev_class::regclass, obj_description(r.oid, 'pg_rewrite')))
      FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class AND c.relkind IN ('r', 'p') WHERE r.oid IN (SELECT objid FROM pg_depend WHERE classid = 'pg_rewrite'::regclass AND refclassid = 'pg_class'::regclass
          AND refobjid = '"users"'::regclass AND refobjsubid = (SELECT attnum FROM pg_attribute WHERE attrelid = '"users"'::regclass AND attname = 'first'))
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
  PERFORM set_config('diffkit.parts__users_first', array_to_string(kept, chr(1)), false);
END $diffkit$;
ALTER TABLE "users" ALTER COLUMN "first" DROP DEFAULT;
-- a value cannot be dropped or moved: the type is made anew
ALTER TYPE "mood" RENAME TO "mood__old";
CREATE TYPE "mood" AS ENUM ('ok', 'high');
ALTER TABLE "users" ALTER COLUMN "first" TYPE "mood" USING "first"::text::"mood";
DROP TYPE "mood__old";
ALTER TABLE "users" ALTER COLUMN "first" SET DEFAULT 'ok';
-- puts them back
DO $diffkit$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY string_to_array(coalesce(current_setting('diffkit.parts__users_first', true), ''), chr(1)) LOOP
    BEGIN
      EXECUTE kept;
    EXCEPTION WHEN undefined_object OR undefined_table THEN
      IF kept !~ '^COMMENT ' THEN RAISE; END IF;
    END;
  END LOOP;
END $diffkit$;
-- add check users.users_check (second <> 'low' or first <> 'ok' or id > 0)
ALTER TABLE "users" ADD CONSTRAINT "users_check" CHECK (second <> 'low' or first <> 'ok' or id > 0);

-- downgrade
-- drop constraint users.users_check
ALTER TABLE "users" DROP CONSTRAINT "users_check";
-- alter enum mood: values ok, high, sad
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
          AND refobjid = '"users"'::regclass AND refobjsubid = (SELECT attnum FROM pg_attribute WHERE attrelid = '"users"'::regclass AND attname = 'first'))
    UNION ALL SELECT format('DROP RULE %I ON %s', r.rulename, r.ev_class::regclass), concat_ws(chr(1), pg_get_ruledef(r.oid),
        format('COMMENT ON RULE %I ON %s IS %L', r.rulename, r.ev_class::regclass, obj_description(r.oid, 'pg_rewrite')))
      FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class AND c.relkind IN ('r', 'p') WHERE r.oid IN (SELECT objid FROM pg_depend WHERE classid = 'pg_rewrite'::regclass AND refclassid = 'pg_class'::regclass
          AND refobjid = '"users"'::regclass AND refobjsubid = (SELECT attnum FROM pg_attribute WHERE attrelid = '"users"'::regclass AND attname = 'first'))
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
  PERFORM set_config('diffkit.parts__users_first', array_to_string(kept, chr(1)), false);
END $diffkit$;
ALTER TABLE "users" ALTER COLUMN "first" DROP DEFAULT;
-- a value that is added in place cannot be used in the same transaction: the type is made anew
ALTER TYPE "mood" RENAME TO "mood__old";
CREATE TYPE "mood" AS ENUM ('ok', 'high', 'sad');
ALTER TABLE "users" ALTER COLUMN "first" TYPE "mood" USING "first"::text::"mood";
DROP TYPE "mood__old";
ALTER TABLE "users" ALTER COLUMN "first" SET DEFAULT 'ok';
-- puts them back
DO $diffkit$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY string_to_array(coalesce(current_setting('diffkit.parts__users_first', true), ''), chr(1)) LOOP
    BEGIN
      EXECUTE kept;
    EXCEPTION WHEN undefined_object OR undefined_table THEN
      IF kept !~ '^COMMENT ' THEN RAISE; END IF;
    END;
  END LOOP;
END $diffkit$;
-- alter column users.second: default 'sad', type mood
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
          AND refobjid = '"users"'::regclass AND refobjsubid = (SELECT attnum FROM pg_attribute WHERE attrelid = '"users"'::regclass AND attname = 'second'))
    UNION ALL SELECT format('DROP RULE %I ON %s', r.rulename, r.ev_class::regclass), concat_ws(chr(1), pg_get_ruledef(r.oid),
        format('COMMENT ON RULE %I ON %s IS %L', r.rulename, r.ev_class::regclass, obj_description(r.oid, 'pg_rewrite')))
      FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class AND c.relkind IN ('r', 'p') WHERE r.oid IN (SELECT objid FROM pg_depend WHERE classid = 'pg_rewrite'::regclass AND refclassid = 'pg_class'::regclass
          AND refobjid = '"users"'::regclass AND refobjsubid = (SELECT attnum FROM pg_attribute WHERE attrelid = '"users"'::regclass AND attname = 'second'))
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
  PERFORM set_config('diffkit.parts__users_second', array_to_string(kept, chr(1)), false);
END $diffkit$;
ALTER TABLE "users" ALTER COLUMN "second" DROP DEFAULT;
ALTER TABLE "users" ALTER COLUMN "second" TYPE "mood" USING "second"::text::mood;
ALTER TABLE "users" ALTER COLUMN "second" SET DEFAULT 'sad';
-- puts them back
DO $diffkit$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY string_to_array(coalesce(current_setting('diffkit.parts__users_second', true), ''), chr(1)) LOOP
    BEGIN
      EXECUTE kept;
    EXCEPTION WHEN undefined_object OR undefined_table THEN
      IF kept !~ '^COMMENT ' THEN RAISE; END IF;
    END;
  END LOOP;
END $diffkit$;
-- add check users.users_check (second <> 'sad' or first <> 'ok' or id > 0)
ALTER TABLE "users" ADD CONSTRAINT "users_check" CHECK (second <> 'sad' or first <> 'ok' or id > 0);
-- drop enum level
DROP TYPE "level";
