-- upgrade
-- alter column users.twice: generated
-- its values are generated from now on
ALTER TABLE "users" DROP COLUMN IF EXISTS "twice";
ALTER TABLE "users" ADD COLUMN "twice" integer GENERATED ALWAYS AS (age * 3) STORED;

-- downgrade
-- alter column users.twice: generated
-- its values are generated from now on
ALTER TABLE "users" DROP COLUMN IF EXISTS "twice";
ALTER TABLE "users" ADD COLUMN "twice" integer GENERATED ALWAYS AS (age * 2) STORED;
