-- upgrade
-- alter column users.number: type integer
ALTER TABLE "users" ALTER COLUMN "number" DROP DEFAULT;
DO $diffkit$ BEGIN EXECUTE format('DROP SEQUENCE %s', pg_get_serial_sequence('"users"', 'number')); END $diffkit$;

-- downgrade
-- alter column users.number: type serial, sequence
CREATE SEQUENCE "tickets" AS integer CACHE 9 OWNED BY "users"."number";
ALTER TABLE "users" ALTER COLUMN "number" SET DEFAULT nextval('"tickets"'::regclass);
-- counting goes on behind the greatest value
SELECT setval(pg_get_serial_sequence('"users"', 'number'), max("number")) FROM "users" HAVING max("number") >= 1;
