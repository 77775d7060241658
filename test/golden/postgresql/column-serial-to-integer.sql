-- upgrade
-- alter column users.id: type integer
ALTER TABLE "users" ALTER COLUMN "id" DROP DEFAULT;
DO $diffkit$ BEGIN EXECUTE format('DROP SEQUENCE %s', pg_get_serial_sequence('"users"', 'id')); END $diffkit$;

-- downgrade
-- alter column users.id: type serial
CREATE SEQUENCE "users_id_seq" AS integer OWNED BY "users"."id";
ALTER TABLE "users" ALTER COLUMN "id" SET DEFAULT nextval('"users_id_seq"'::regclass);
-- counting goes on behind the greatest value
SELECT setval(pg_get_serial_sequence('"users"', 'id'), max("id")) FROM "users" HAVING max("id") >= 1;
