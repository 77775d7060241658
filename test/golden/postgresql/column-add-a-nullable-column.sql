-- upgrade
-- add column users.age (integer)
ALTER TABLE "users" ADD COLUMN "age" integer;

-- downgrade
-- drop column users.age
ALTER TABLE "users" DROP COLUMN "age";
