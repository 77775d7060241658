-- upgrade
-- alter column users.known: drop generated
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "known" DROP EXPRESSION;
-- puts them back
-- alter column users.mood: type text
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "mood" TYPE text;
-- puts them back
-- alter column users.known: generated
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- refuses while a row holds another value than is computed
DO $diffkit$
DECLARE held text;
BEGIN
  SELECT string_agg(line, '; ') INTO held FROM (
    SELECT 'users.known holds another value than its expression gives, rows: ' || n || (SELECT ' (' || string_agg(example, '; ') || ')' FROM (SELECT 'id ' || "id"::text AS example FROM "users" WHERE "known" IS DISTINCT FROM (lower(mood) = 'x') ORDER BY "id" LIMIT 3) AS examples) AS line FROM (SELECT count(*) AS n FROM "users" WHERE "known" IS DISTINCT FROM (lower(mood) = 'x')) AS counted WHERE n > 0
  ) AS found;
  IF held IS NOT NULL THEN RAISE EXCEPTION '%', held; END IF;
END $diffkit$;
-- its values are generated from now on
ALTER TABLE "users" DROP COLUMN IF EXISTS "known";
ALTER TABLE "users" ADD COLUMN "known" boolean GENERATED ALWAYS AS (lower(mood) = 'x') STORED;
-- puts them back

-- downgrade
-- alter column users.known: drop generated
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "known" DROP EXPRESSION;
-- puts them back
-- alter column users.mood: type integer
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "mood" TYPE integer USING "mood"::integer;
-- puts them back
-- alter column users.known: generated
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- refuses while a row holds another value than is computed
DO $diffkit$
DECLARE held text;
BEGIN
  SELECT string_agg(line, '; ') INTO held FROM (
    SELECT 'users.known holds another value than its expression gives, rows: ' || n || (SELECT ' (' || string_agg(example, '; ') || ')' FROM (SELECT 'id ' || "id"::text AS example FROM "users" WHERE "known" IS DISTINCT FROM (mood > 1) ORDER BY "id" LIMIT 3) AS examples) AS line FROM (SELECT count(*) AS n FROM "users" WHERE "known" IS DISTINCT FROM (mood > 1)) AS counted WHERE n > 0
  ) AS found;
  IF held IS NOT NULL THEN RAISE EXCEPTION '%', held; END IF;
END $diffkit$;
-- its values are generated from now on
ALTER TABLE "users" DROP COLUMN IF EXISTS "known";
ALTER TABLE "users" ADD COLUMN "known" boolean GENERATED ALWAYS AS (mood > 1) STORED;
-- puts them back
