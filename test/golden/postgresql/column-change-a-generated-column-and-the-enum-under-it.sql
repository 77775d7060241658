-- upgrade
-- alter column users.known: drop generated
ALTER TABLE "users" ALTER COLUMN "known" DROP EXPRESSION;
-- alter column users.mood: type level
ALTER TABLE "users" ALTER COLUMN "mood" TYPE "level" USING "mood"::text::level;
-- alter column users.known: generated
-- its values are generated from now on
ALTER TABLE "users" DROP COLUMN IF EXISTS "known";
ALTER TABLE "users" ADD COLUMN "known" boolean GENERATED ALWAYS AS (mood = 'low') STORED;

-- downgrade
-- alter column users.known: drop generated
ALTER TABLE "users" ALTER COLUMN "known" DROP EXPRESSION;
-- alter column users.mood: type mood
ALTER TABLE "users" ALTER COLUMN "mood" TYPE "mood" USING "mood"::text::mood;
-- alter column users.known: generated
-- its values are generated from now on
ALTER TABLE "users" DROP COLUMN IF EXISTS "known";
ALTER TABLE "users" ADD COLUMN "known" boolean GENERATED ALWAYS AS (mood = 'sad') STORED;
