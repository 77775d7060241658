-- upgrade
-- alter enum mood: values sad, ok, happy, glad
-- refuses while a type, an operator or a table of others stands on it
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- keeps the functions over the type, and what stands on them
-- keeps the owner, the grants and the comment of the type
-- a value that is added in place cannot be used in the same transaction: the type is made anew
ALTER TYPE "mood" RENAME TO "mood__old";
CREATE TYPE "mood" AS ENUM ('sad', 'ok', 'happy', 'glad');
-- puts them back
ALTER TABLE "users" ALTER COLUMN "mood" TYPE "mood" USING "mood"::text::"mood", ALTER COLUMN "moods" TYPE "mood"[] USING "moods"::text[]::"mood"[];
DROP TYPE "mood__old";
-- puts them back
-- puts them back
-- puts them back
-- sql: update users set mood = 'glad' where mood = 'happy'
update users set mood = 'glad' where mood = 'happy';

-- downgrade
-- sql: select 1
select 1;
-- alter enum mood: values sad, ok, happy
-- refuses while a type, an operator or a table of others stands on it
-- refuses while a row holds a value that goes
DO $diffkit$
DECLARE held text;
BEGIN
  SELECT string_agg(line, '; ') INTO held FROM (
    SELECT 'users.mood holds ''glad'', rows: ' || n || (SELECT ' (' || string_agg(example, '; ') || ')' FROM (SELECT 'id ' || "id"::text AS example FROM "users" WHERE "mood" = 'glad' ORDER BY "id" LIMIT 3) AS examples) AS line FROM (SELECT count(*) AS n FROM "users" WHERE "mood" = 'glad') AS counted WHERE n > 0
    UNION ALL
    SELECT 'users.moods holds ''glad'', rows: ' || n || (SELECT ' (' || string_agg(example, '; ') || ')' FROM (SELECT 'id ' || "id"::text AS example FROM "users" WHERE 'glad' = ANY ("moods") ORDER BY "id" LIMIT 3) AS examples) AS line FROM (SELECT count(*) AS n FROM "users" WHERE 'glad' = ANY ("moods")) AS counted WHERE n > 0
  ) AS found;
  IF held IS NOT NULL THEN RAISE EXCEPTION '%', held; END IF;
END $diffkit$;
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- keeps the functions over the type, and what stands on them
-- keeps the owner, the grants and the comment of the type
-- a value cannot be dropped or moved: the type is made anew
ALTER TYPE "mood" RENAME TO "mood__old";
CREATE TYPE "mood" AS ENUM ('sad', 'ok', 'happy');
-- puts them back
ALTER TABLE "users" ALTER COLUMN "mood" TYPE "mood" USING "mood"::text::"mood", ALTER COLUMN "moods" TYPE "mood"[] USING "moods"::text[]::"mood"[];
DROP TYPE "mood__old";
-- puts them back
-- puts them back
-- puts them back
