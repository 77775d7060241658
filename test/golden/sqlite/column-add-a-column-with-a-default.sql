-- upgrade
-- add column users.age (integer)
ALTER TABLE "users" ADD COLUMN "age" integer NOT NULL DEFAULT 0;

-- downgrade
-- drop column users.age
ALTER TABLE "users" DROP COLUMN "age";
