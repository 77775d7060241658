-- upgrade
-- alter column users.number: drop default, type serial
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
          AND refobjid = '"users"'::regclass AND refobjsubid = (SELECT attnum FROM pg_attribute WHERE attrelid = '"users"'::regclass AND attname = 'number'))
    UNION ALL SELECT format('DROP RULE %I ON %s', r.rulename, r.ev_class::regclass), concat_ws(chr(1), pg_get_ruledef(r.oid),
        format('COMMENT ON RULE %I ON %s IS %L', r.rulename, r.ev_class::regclass, obj_description(r.oid, 'pg_rewrite')))
      FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class AND c.relkind IN ('r', 'p') WHERE r.oid IN (SELECT objid FROM pg_depend WHERE classid = 'pg_rewrite'::regclass AND refclassid = 'pg_class'::regclass
          AND refobjid = '"users"'::regclass AND refobjsubid = (SELECT attnum FROM pg_attribute WHERE attrelid = '"users"'::regclass AND attname = 'number'))
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
  PERFORM set_config('diffkit.parts__users_number', array_to_string(kept, chr(1)), false);
END $diffkit$;
ALTER TABLE "users" ALTER COLUMN "number" TYPE integer;
ALTER SEQUENCE "numbers" RENAME TO "users_number_seq";
DO $diffkit$ BEGIN
  IF (SELECT is_called OR last_value <> seqstart FROM "users_number_seq", pg_sequence WHERE seqrelid = '"users_number_seq"'::regclass) THEN
    ALTER SEQUENCE "users_number_seq" AS integer START WITH 1 CACHE 1;
  ELSE
    ALTER SEQUENCE "users_number_seq" AS integer START WITH 1 CACHE 1 RESTART;
  END IF;
END $diffkit$;
-- the column owns the sequence that it draws from
ALTER SEQUENCE "users_number_seq" OWNED BY "users"."number";
-- puts them back
DO $diffkit$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY string_to_array(coalesce(current_setting('diffkit.parts__users_number', true), ''), chr(1)) LOOP
    BEGIN
      EXECUTE kept;
    EXCEPTION WHEN undefined_object OR undefined_table THEN
      IF kept !~ '^COMMENT ' THEN RAISE; END IF;
    END;
  END LOOP;
END $diffkit$;
-- drop sequence numbers
-- unless a column has taken it over
DO $diffkit$ BEGIN
  IF EXISTS (SELECT FROM pg_class c WHERE c.oid = to_regclass('"numbers"') AND NOT EXISTS (
    SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = c.oid AND refobjsubid > 0 AND deptype IN ('a', 'i'))) THEN
    DROP SEQUENCE "numbers";
  END IF;
END $diffkit$;

-- downgrade
-- create sequence numbers
DO $diffkit$ BEGIN
  IF (pg_get_serial_sequence('"users"', 'number')::regclass = to_regclass('"numbers"')) IS NOT TRUE THEN
    EXECUTE format('ALTER SEQUENCE %s RENAME TO "numbers"', pg_get_serial_sequence('"users"', 'number'));
  END IF;
END $diffkit$;
-- the column gives it away
ALTER SEQUENCE "numbers" OWNED BY NONE;
DO $diffkit$ BEGIN
  IF (SELECT is_called OR last_value <> seqstart FROM "numbers", pg_sequence WHERE seqrelid = '"numbers"'::regclass) THEN
    ALTER SEQUENCE "numbers" AS bigint START WITH 5 CACHE 3;
  ELSE
    ALTER SEQUENCE "numbers" AS bigint START WITH 5 CACHE 3 RESTART;
  END IF;
END $diffkit$;
-- alter column users.number: default nextval('numbers'), type bigint
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
          AND refobjid = '"users"'::regclass AND refobjsubid = (SELECT attnum FROM pg_attribute WHERE attrelid = '"users"'::regclass AND attname = 'number'))
    UNION ALL SELECT format('DROP RULE %I ON %s', r.rulename, r.ev_class::regclass), concat_ws(chr(1), pg_get_ruledef(r.oid),
        format('COMMENT ON RULE %I ON %s IS %L', r.rulename, r.ev_class::regclass, obj_description(r.oid, 'pg_rewrite')))
      FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class AND c.relkind IN ('r', 'p') WHERE r.oid IN (SELECT objid FROM pg_depend WHERE classid = 'pg_rewrite'::regclass AND refclassid = 'pg_class'::regclass
          AND refobjid = '"users"'::regclass AND refobjsubid = (SELECT attnum FROM pg_attribute WHERE attrelid = '"users"'::regclass AND attname = 'number'))
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
  PERFORM set_config('diffkit.parts__users_number', array_to_string(kept, chr(1)), false);
END $diffkit$;
-- the default that reads the sequence goes with it
DO $diffkit$ BEGIN IF pg_get_serial_sequence('"users"', 'number') IS NOT NULL THEN EXECUTE format('DROP SEQUENCE %s CASCADE', pg_get_serial_sequence('"users"', 'number')); END IF; END $diffkit$;
ALTER TABLE "users" ALTER COLUMN "number" TYPE bigint;
ALTER TABLE "users" ALTER COLUMN "number" SET DEFAULT nextval('numbers');
-- puts them back
DO $diffkit$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY string_to_array(coalesce(current_setting('diffkit.parts__users_number', true), ''), chr(1)) LOOP
    BEGIN
      EXECUTE kept;
    EXCEPTION WHEN undefined_object OR undefined_table THEN
      IF kept !~ '^COMMENT ' THEN RAISE; END IF;
    END;
  END LOOP;
END $diffkit$;
