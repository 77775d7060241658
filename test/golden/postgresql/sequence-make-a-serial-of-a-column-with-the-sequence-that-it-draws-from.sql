-- upgrade
-- alter column users.number: type bigserial, drop default, sequence
ALTER SEQUENCE "tickets" AS bigint;
-- the column owns the sequence that it draws from
ALTER SEQUENCE "tickets" OWNED BY "users"."number";
-- drop sequence tickets
-- unless a column has taken it over
DO $diffkit$ BEGIN
  IF EXISTS (SELECT FROM pg_class c WHERE c.oid = to_regclass('"tickets"') AND NOT EXISTS (
    SELECT FROM pg_depend o LEFT JOIN pg_attrdef f ON f.adrelid = o.refobjid AND f.adnum = o.refobjsubid
     WHERE o.classid = 'pg_class'::regclass AND o.objid = c.oid AND o.refobjsubid > 0 AND (o.deptype = 'i' OR o.deptype = 'a' AND EXISTS (
       SELECT FROM pg_depend WHERE classid = 'pg_attrdef'::regclass AND objid = f.oid AND refobjid = c.oid)))) THEN
    DROP SEQUENCE "tickets";
  END IF;
END $diffkit$;

-- downgrade
-- create sequence tickets
DO $diffkit$ BEGIN
  IF (pg_get_serial_sequence('"users"', 'number')::regclass = to_regclass('"tickets"')) IS NOT TRUE THEN
    EXECUTE format('ALTER SEQUENCE %s RENAME TO "tickets"', pg_get_serial_sequence('"users"', 'number'));
  END IF;
END $diffkit$;
-- the column gives it away
ALTER SEQUENCE "tickets" OWNED BY NONE;
ALTER SEQUENCE "tickets" AS smallint;
-- alter column users.number: type bigint, default nextval('tickets')
ALTER TABLE "users" ALTER COLUMN "number" DROP DEFAULT;
DO $diffkit$ BEGIN IF pg_get_serial_sequence('"users"', 'number')::regclass <> to_regclass('"tickets"') THEN EXECUTE format('DROP SEQUENCE %s', pg_get_serial_sequence('"users"', 'number')); END IF; END $diffkit$;
ALTER TABLE "users" ALTER COLUMN "number" SET DEFAULT nextval('tickets');
