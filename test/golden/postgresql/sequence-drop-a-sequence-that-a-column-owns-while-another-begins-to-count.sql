-- upgrade
-- alter column users.number: type serial, sequence
CREATE SEQUENCE "tickets" AS integer OWNED BY "users"."number";
ALTER TABLE "users" ALTER COLUMN "number" SET DEFAULT nextval('"tickets"'::regclass);
-- counting goes on behind the greatest value
SELECT setval(pg_get_serial_sequence('"users"', 'number'), max("number")) FROM "users" HAVING max("number") >= 1;
-- drop sequence numbers
-- unless a column has taken it over
DO $diffkit$ BEGIN
  IF EXISTS (SELECT FROM pg_class c WHERE c.oid = to_regclass('"numbers"') AND NOT EXISTS (
    SELECT FROM pg_depend o LEFT JOIN pg_attrdef f ON f.adrelid = o.refobjid AND f.adnum = o.refobjsubid
     WHERE o.classid = 'pg_class'::regclass AND o.objid = c.oid AND o.refobjsubid > 0 AND (o.deptype = 'i' OR o.deptype = 'a' AND EXISTS (
       SELECT FROM pg_depend WHERE classid = 'pg_attrdef'::regclass AND objid = f.oid AND refobjid = c.oid)))) THEN
    DROP SEQUENCE "numbers";
  END IF;
END $diffkit$;

-- downgrade
-- create sequence numbers
CREATE SEQUENCE "numbers" OWNED BY "users"."age";
-- alter column users.number: type integer
ALTER TABLE "users" ALTER COLUMN "number" DROP DEFAULT;
DO $diffkit$ BEGIN EXECUTE format('DROP SEQUENCE %s', pg_get_serial_sequence('"users"', 'number')); END $diffkit$;
