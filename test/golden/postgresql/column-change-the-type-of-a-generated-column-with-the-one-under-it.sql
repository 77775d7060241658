-- upgrade
-- alter column users.known: drop generated
ALTER TABLE "users" ALTER COLUMN "known" DROP EXPRESSION;
-- alter column users.mood: type text
ALTER TABLE "users" ALTER COLUMN "mood" TYPE text;
-- alter column users.known: generated, type text
-- its values are generated from now on
ALTER TABLE "users" DROP COLUMN IF EXISTS "known";
ALTER TABLE "users" ADD COLUMN "known" text GENERATED ALWAYS AS (mood) STORED;

-- downgrade
-- alter column users.known: drop generated, type integer
ALTER TABLE "users" ALTER COLUMN "known" DROP EXPRESSION;
ALTER TABLE "users" ALTER COLUMN "known" TYPE integer USING "known"::integer;
-- alter column users.mood: type integer
ALTER TABLE "users" ALTER COLUMN "mood" TYPE integer USING "mood"::integer;
-- alter column users.known: generated
-- its values are generated from now on
ALTER TABLE "users" DROP COLUMN IF EXISTS "known";
ALTER TABLE "users" ADD COLUMN "known" integer GENERATED ALWAYS AS (mood) STORED;
