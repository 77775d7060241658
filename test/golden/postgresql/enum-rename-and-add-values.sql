-- upgrade
-- rename value 'sad' of enum mood to 'gloomy'
ALTER TYPE "mood" RENAME VALUE 'sad' TO 'gloomy';
-- alter enum mood: values gloomy, ok, new, happy
ALTER TYPE "mood" ADD VALUE 'new' AFTER 'ok';

-- downgrade
-- alter enum mood: values gloomy, ok, happy
-- refuses while a type, an operator or a table of others stands on it
-- refuses while a row holds a value that goes
DO $diffkit$
DECLARE held text;
BEGIN
  SELECT string_agg(line, '; ') INTO held FROM (
    SELECT 'users.mood holds ''new'', rows: ' || n || (SELECT ' (' || string_agg(example, '; ') || ')' FROM (SELECT 'id ' || "id"::text AS example FROM "users" WHERE "mood" = 'new' ORDER BY "id" LIMIT 3) AS examples) AS line FROM (SELECT count(*) AS n FROM "users" WHERE "mood" = 'new') AS counted WHERE n > 0
    UNION ALL
    SELECT 'users.moods holds ''new'', rows: ' || n || (SELECT ' (' || string_agg(example, '; ') || ')' FROM (SELECT 'id ' || "id"::text AS example FROM "users" WHERE 'new' = ANY ("moods") ORDER BY "id" LIMIT 3) AS examples) AS line FROM (SELECT count(*) AS n FROM "users" WHERE 'new' = ANY ("moods")) AS counted WHERE n > 0
  ) AS found;
  IF held IS NOT NULL THEN RAISE EXCEPTION '%', held; END IF;
END $diffkit$;
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "counted";
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "those";
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "these";
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- made again below: it depends on the changed column
ALTER TABLE "users" DROP CONSTRAINT "users_check";
-- made again below: it depends on the changed column
DROP INDEX "some";
-- made again below: it depends on the changed column
DROP INDEX "is";
-- made again below: it depends on the changed column
ALTER TABLE "users" DROP COLUMN "is_it";
ALTER TABLE "users" ALTER COLUMN "mood" DROP DEFAULT, ALTER COLUMN "moods" DROP DEFAULT;
-- keeps the functions over the type, and what stands on them
-- keeps the owner, the grants and the comment of the type
-- a value cannot be dropped or moved: the type is made anew
ALTER TYPE "mood" RENAME TO "mood__old";
CREATE TYPE "mood" AS ENUM ('gloomy', 'ok', 'happy');
-- puts them back
ALTER TABLE "users" ALTER COLUMN "mood" TYPE "mood" USING "mood"::text::"mood", ALTER COLUMN "moods" TYPE "mood"[] USING "moods"::text[]::"mood"[];
DROP TYPE "mood__old";
-- puts them back
ALTER TABLE "users" ALTER COLUMN "mood" SET DEFAULT 'gloomy', ALTER COLUMN "moods" SET DEFAULT '{gloomy,ok}';
ALTER TABLE "users" ADD COLUMN "is_it" boolean GENERATED ALWAYS AS (mood = 'gloomy') STORED;
ALTER TABLE "users" ADD CONSTRAINT "users_check" CHECK (mood <> 'gloomy' or mood in ('gloomy', 'ok') or note = 'sad');
CREATE INDEX "some" ON "users" ("mood") WHERE mood = 'gloomy' and note <> 'sad';
CREATE INDEX "is" ON "users" ((mood = 'gloomy'));
-- puts them back
-- puts them back
-- puts them back
CREATE VIEW "these" AS select id, mood, note from users where mood = 'gloomy' and note <> 'sad';
-- puts them back
-- puts them back, but for those that read what is made again below
CREATE VIEW "those" AS select id, mood from these;
-- puts them back
-- puts them back, but for those that read what is made again below
CREATE VIEW "counted" AS select count(*) as n from those where mood = 'gloomy';
-- puts them back
-- puts them back
-- rename value 'gloomy' of enum mood to 'sad'
ALTER TYPE "mood" RENAME VALUE 'gloomy' TO 'sad';
