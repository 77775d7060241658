-- upgrade
-- create namespace auth
CREATE SCHEMA "auth";
-- create sequence auth.Odd name
CREATE SEQUENCE "auth"."Odd name" AS integer INCREMENT BY -1 MINVALUE -500;
-- add column users.number (bigint)
ALTER TABLE "users" ADD COLUMN "number" bigint DEFAULT nextval('auth."Odd name"');

-- downgrade
-- drop column users.number
-- keeps the sequences that would go with it
ALTER TABLE "users" DROP COLUMN "number";
-- drop sequence auth.Odd name
DROP SEQUENCE "auth"."Odd name";
-- drop namespace auth
DROP SCHEMA "auth";
