-- upgrade
-- alter enum mood: values ok, happy
-- refuses while a type, an operator or a table of others stands on it
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- keeps the functions over the type, and what stands on them
-- keeps the owner, the grants and the comment of the type
-- a value cannot be dropped or moved: the type is made anew
ALTER TYPE "mood" RENAME TO "mood__old";
CREATE TYPE "mood" AS ENUM ('ok', 'happy');
-- puts them back
ALTER TABLE "users" ALTER COLUMN "mood" TYPE "mood" USING (CASE "mood"::text WHEN 'sad' THEN 'ok' ELSE "mood"::text END)::"mood", ALTER COLUMN "moods" TYPE "mood"[] USING array_replace("moods"::text[], 'sad', 'ok')::"mood"[];
DROP TYPE "mood__old";
-- puts them back
-- puts them back
-- puts them back

-- downgrade
-- alter enum mood: values sad, ok, happy
ALTER TYPE "mood" ADD VALUE 'sad' BEFORE 'ok';
