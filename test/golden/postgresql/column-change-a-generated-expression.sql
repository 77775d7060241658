-- upgrade
-- alter column users.twice: generated
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- its values are generated from now on
ALTER TABLE "users" DROP COLUMN IF EXISTS "twice";
ALTER TABLE "users" ADD COLUMN "twice" integer GENERATED ALWAYS AS (age * 3) STORED;
-- puts them back

-- downgrade
-- alter column users.twice: generated
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- its values are generated from now on
ALTER TABLE "users" DROP COLUMN IF EXISTS "twice";
ALTER TABLE "users" ADD COLUMN "twice" integer GENERATED ALWAYS AS (age * 2) STORED;
-- puts them back
