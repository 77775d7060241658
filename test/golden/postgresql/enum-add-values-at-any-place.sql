-- upgrade
-- alter enum mood: values first, sad, isn't, next, ok, happy, last
ALTER TYPE "mood" ADD VALUE 'first' BEFORE 'sad';
ALTER TYPE "mood" ADD VALUE 'isn''t' AFTER 'sad';
ALTER TYPE "mood" ADD VALUE 'next' AFTER 'isn''t';
ALTER TYPE "mood" ADD VALUE 'last';

-- downgrade
-- alter enum mood: values sad, ok, happy
-- refuses while a type, an operator or a table of others stands on it
-- refuses while a row holds a value that goes
DO $diffkit$
DECLARE held text;
BEGIN
  SELECT string_agg(line, '; ') INTO held FROM (
    SELECT 'users.mood holds ''first'', rows: ' || n || (SELECT ' (' || string_agg(example, '; ') || ')' FROM (SELECT 'id ' || "id"::text AS example FROM "users" WHERE "mood" = 'first' ORDER BY "id" LIMIT 3) AS examples) AS line FROM (SELECT count(*) AS n FROM "users" WHERE "mood" = 'first') AS counted WHERE n > 0
    UNION ALL
    SELECT 'users.mood holds ''isn''t'', rows: ' || n || (SELECT ' (' || string_agg(example, '; ') || ')' FROM (SELECT 'id ' || "id"::text AS example FROM "users" WHERE "mood" = 'isn''t' ORDER BY "id" LIMIT 3) AS examples) AS line FROM (SELECT count(*) AS n FROM "users" WHERE "mood" = 'isn''t') AS counted WHERE n > 0
    UNION ALL
    SELECT 'users.mood holds ''next'', rows: ' || n || (SELECT ' (' || string_agg(example, '; ') || ')' FROM (SELECT 'id ' || "id"::text AS example FROM "users" WHERE "mood" = 'next' ORDER BY "id" LIMIT 3) AS examples) AS line FROM (SELECT count(*) AS n FROM "users" WHERE "mood" = 'next') AS counted WHERE n > 0
    UNION ALL
    SELECT 'users.mood holds ''last'', rows: ' || n || (SELECT ' (' || string_agg(example, '; ') || ')' FROM (SELECT 'id ' || "id"::text AS example FROM "users" WHERE "mood" = 'last' ORDER BY "id" LIMIT 3) AS examples) AS line FROM (SELECT count(*) AS n FROM "users" WHERE "mood" = 'last') AS counted WHERE n > 0
  ) AS found;
  IF held IS NOT NULL THEN RAISE EXCEPTION '%', held; END IF;
END $diffkit$;
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- keeps the functions over the type, and what stands on them
-- keeps the owner, the grants and the comment of the type
-- a value cannot be dropped or moved: the type is made anew
ALTER TYPE "mood" RENAME TO "mood__old";
CREATE TYPE "mood" AS ENUM ('sad', 'ok', 'happy');
-- puts them back
ALTER TABLE "users" ALTER COLUMN "mood" TYPE "mood" USING "mood"::text::"mood";
DROP TYPE "mood__old";
-- puts them back
-- puts them back
