-- upgrade
-- alter column users.number: type serial, drop default
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "number" TYPE integer;
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
-- drop sequence users_number_seq
-- unless a column has taken it over
DO $diffkit$ BEGIN
  IF EXISTS (SELECT FROM pg_class c WHERE c.oid = to_regclass('"users_number_seq"') AND NOT EXISTS (
    SELECT FROM pg_depend o LEFT JOIN pg_attrdef f ON f.adrelid = o.refobjid AND f.adnum = o.refobjsubid
     WHERE o.classid = 'pg_class'::regclass AND o.objid = c.oid AND o.refobjsubid > 0 AND (o.deptype = 'i' OR o.deptype = 'a' AND EXISTS (
       SELECT FROM pg_depend WHERE classid = 'pg_attrdef'::regclass AND objid = f.oid AND refobjid = c.oid)))) THEN
    DROP SEQUENCE "users_number_seq";
  END IF;
END $diffkit$;

-- downgrade
-- create sequence users_number_seq
DO $diffkit$ BEGIN
  IF (pg_get_serial_sequence('"users"', 'number')::regclass = to_regclass('"users_number_seq"')) IS NOT TRUE THEN
    EXECUTE format('ALTER SEQUENCE %s RENAME TO "users_number_seq"', pg_get_serial_sequence('"users"', 'number'));
  END IF;
END $diffkit$;
-- the column gives it away
ALTER SEQUENCE "users_number_seq" OWNED BY NONE;
DO $diffkit$ BEGIN
  IF (SELECT is_called OR last_value <> seqstart FROM "users_number_seq", pg_sequence WHERE seqrelid = '"users_number_seq"'::regclass) THEN
    ALTER SEQUENCE "users_number_seq" AS bigint START WITH 5 CACHE 3;
  ELSE
    ALTER SEQUENCE "users_number_seq" AS bigint START WITH 5 CACHE 3 RESTART;
  END IF;
END $diffkit$;
-- alter column users.number: type bigint, default nextval('users_number_seq')
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "number" DROP DEFAULT;
DO $diffkit$ BEGIN IF pg_get_serial_sequence('"users"', 'number')::regclass <> to_regclass('"users_number_seq"') THEN EXECUTE format('DROP SEQUENCE %s', pg_get_serial_sequence('"users"', 'number')); END IF; END $diffkit$;
ALTER TABLE "users" ALTER COLUMN "number" TYPE bigint;
ALTER TABLE "users" ALTER COLUMN "number" SET DEFAULT nextval('users_number_seq');
-- puts them back
