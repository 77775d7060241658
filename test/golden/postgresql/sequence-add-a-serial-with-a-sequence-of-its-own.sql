-- upgrade
-- add column users.number (serial)
CREATE SEQUENCE "users_number_seq" AS integer MAXVALUE 5000 CACHE 20 CYCLE;
ALTER TABLE "users" ADD COLUMN "number" integer DEFAULT nextval('"users_number_seq"'::regclass) NOT NULL;
ALTER SEQUENCE "users_number_seq" OWNED BY "users"."number";

-- downgrade
-- drop column users.number
ALTER TABLE "users" DROP COLUMN "number";
