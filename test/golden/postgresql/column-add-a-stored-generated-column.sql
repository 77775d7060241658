-- upgrade
-- add column users.twice (integer)
ALTER TABLE "users" ADD COLUMN "twice" integer GENERATED ALWAYS AS (age * 2) STORED;

-- downgrade
-- drop column users.twice
ALTER TABLE "users" DROP COLUMN "twice";
