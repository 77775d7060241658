-- upgrade
-- alter enum mood: values happy, ok, sad
-- refuses while a type, an operator or a table of others stands on it
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- made again below: it depends on the changed column
ALTER TABLE "posts" DROP CONSTRAINT "posts_mood_fk";
ALTER TABLE "posts" ALTER COLUMN "mood" DROP DEFAULT;
-- keeps the functions over the type, and what stands on them
-- keeps the owner, the grants and the comment of the type
-- a value cannot be dropped or moved: the type is made anew
ALTER TYPE "mood" RENAME TO "mood__old";
CREATE TYPE "mood" AS ENUM ('happy', 'ok', 'sad');
-- puts them back
ALTER TABLE "posts" ALTER COLUMN "mood" TYPE "mood" USING "mood"::text::"mood";
ALTER TABLE "users" ALTER COLUMN "mood" TYPE "mood" USING "mood"::text::"mood";
DROP TYPE "mood__old";
-- puts them back
ALTER TABLE "posts" ALTER COLUMN "mood" SET DEFAULT 'ok';
ALTER TABLE "posts" ADD CONSTRAINT "posts_mood_fk" FOREIGN KEY ("mood") REFERENCES "users" ("mood");
-- puts them back
-- puts them back

-- downgrade
-- alter enum mood: values sad, ok, happy
-- refuses while a type, an operator or a table of others stands on it
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- made again below: it depends on the changed column
ALTER TABLE "posts" DROP CONSTRAINT "posts_mood_fk";
ALTER TABLE "posts" ALTER COLUMN "mood" DROP DEFAULT;
-- keeps the functions over the type, and what stands on them
-- keeps the owner, the grants and the comment of the type
-- a value cannot be dropped or moved: the type is made anew
ALTER TYPE "mood" RENAME TO "mood__old";
CREATE TYPE "mood" AS ENUM ('sad', 'ok', 'happy');
-- puts them back
ALTER TABLE "posts" ALTER COLUMN "mood" TYPE "mood" USING "mood"::text::"mood";
ALTER TABLE "users" ALTER COLUMN "mood" TYPE "mood" USING "mood"::text::"mood";
DROP TYPE "mood__old";
-- puts them back
ALTER TABLE "posts" ALTER COLUMN "mood" SET DEFAULT 'ok';
ALTER TABLE "posts" ADD CONSTRAINT "posts_mood_fk" FOREIGN KEY ("mood") REFERENCES "users" ("mood");
-- puts them back
-- puts them back
