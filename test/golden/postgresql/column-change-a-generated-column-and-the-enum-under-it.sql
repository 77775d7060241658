-- upgrade
-- alter column users.known: drop generated
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "known" DROP EXPRESSION;
-- puts them back
-- alter column users.mood: type level
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "mood" TYPE "level" USING "mood"::text::level;
-- puts them back
-- alter column users.known: generated
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- its values are generated from now on
ALTER TABLE "users" DROP COLUMN IF EXISTS "known";
ALTER TABLE "users" ADD COLUMN "known" boolean GENERATED ALWAYS AS (mood = 'low') STORED;
-- puts them back

-- downgrade
-- alter column users.known: drop generated
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "known" DROP EXPRESSION;
-- puts them back
-- alter column users.mood: type mood
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "mood" TYPE "mood" USING "mood"::text::mood;
-- puts them back
-- alter column users.known: generated
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- its values are generated from now on
ALTER TABLE "users" DROP COLUMN IF EXISTS "known";
ALTER TABLE "users" ADD COLUMN "known" boolean GENERATED ALWAYS AS (mood = 'sad') STORED;
-- puts them back
