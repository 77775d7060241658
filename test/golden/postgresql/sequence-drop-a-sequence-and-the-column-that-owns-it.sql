-- upgrade
-- alter sequence numbers: owned by none
ALTER SEQUENCE "numbers" OWNED BY NONE;
-- drop column users.age
-- keeps the sequences that would go with it
ALTER TABLE "users" DROP COLUMN "age";
-- drop sequence numbers
DROP SEQUENCE "numbers";

-- downgrade
-- create sequence numbers
CREATE SEQUENCE "numbers";
-- add column users.age (integer)
ALTER TABLE "users" ADD COLUMN "age" integer;
-- alter sequence numbers: owned by users.age
ALTER SEQUENCE "numbers" OWNED BY "users"."age";
