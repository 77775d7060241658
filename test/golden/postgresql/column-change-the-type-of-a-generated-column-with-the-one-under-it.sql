-- upgrade
-- alter column users.known: drop generated
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "known" DROP EXPRESSION;
-- puts them back
-- alter column users.mood: type text
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "mood" TYPE text;
-- puts them back
-- alter column users.known: type text, generated
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- its values are generated from now on
ALTER TABLE "users" DROP COLUMN IF EXISTS "known";
ALTER TABLE "users" ADD COLUMN "known" text GENERATED ALWAYS AS (mood) STORED;
-- puts them back

-- downgrade
-- alter column users.known: type integer, drop generated
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "known" DROP EXPRESSION;
ALTER TABLE "users" ALTER COLUMN "known" TYPE integer USING "known"::integer;
-- puts them back
-- alter column users.mood: type integer
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "mood" TYPE integer USING "mood"::integer;
-- puts them back
-- alter column users.known: generated
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- its values are generated from now on
ALTER TABLE "users" DROP COLUMN IF EXISTS "known";
ALTER TABLE "users" ADD COLUMN "known" integer GENERATED ALWAYS AS (mood) STORED;
-- puts them back
