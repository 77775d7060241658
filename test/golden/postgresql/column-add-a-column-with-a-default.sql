-- upgrade
-- add column users.age (integer)
ALTER TABLE "users" ADD COLUMN "age" integer DEFAULT 0 NOT NULL;

-- downgrade
-- drop column users.age
ALTER TABLE "users" DROP COLUMN "age";
