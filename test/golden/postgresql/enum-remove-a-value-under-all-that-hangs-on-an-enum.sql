-- upgrade
-- drop view counted
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "counted";
-- drop view those
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "those";
-- drop view these
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "these";
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
CREATE TYPE "mood" AS ENUM ('sad', 'ok', 'happy');
-- puts them back
ALTER TABLE "users" ALTER COLUMN "mood" TYPE "mood" USING "mood"::text::"mood", ALTER COLUMN "moods" TYPE "mood"[] USING "moods"::text[]::"mood"[];
DROP TYPE "mood__old";
-- puts them back
ALTER TABLE "users" ALTER COLUMN "mood" SET DEFAULT 'ok', ALTER COLUMN "moods" SET DEFAULT '{ok,ok}';
ALTER TABLE "users" ADD COLUMN "is_it" boolean GENERATED ALWAYS AS (mood = 'ok') STORED;
ALTER TABLE "users" ADD CONSTRAINT "users_check" CHECK (mood <> 'ok' or mood in ('ok', 'ok') or note = 'sad');
CREATE INDEX "some" ON "users" ("mood") WHERE mood = 'ok' and note <> 'sad';
CREATE INDEX "is" ON "users" ((mood = 'ok'));
-- puts them back
-- puts them back
-- puts them back
-- create view these
CREATE VIEW "these" AS select id, mood, note from users where mood = 'ok' and note <> 'sad';
-- puts them back
-- puts them back, but for those that read what is made again below
-- create view those
CREATE VIEW "those" AS select id, mood from these;
-- puts them back
-- puts them back, but for those that read what is made again below
-- create view counted
CREATE VIEW "counted" AS select count(*) as n from those where mood = 'ok';
-- puts them back
-- puts them back

-- downgrade
-- drop view counted
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "counted";
-- drop view those
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "those";
-- drop view these
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "these";
-- alter enum mood: values sad, ok, happy, glad
ALTER TYPE "mood" ADD VALUE 'glad';
-- create view these
CREATE VIEW "these" AS select id, mood, note from users where mood = 'ok' and note <> 'sad';
-- puts them back
-- puts them back, but for those that read what is made again below
-- create view those
CREATE VIEW "those" AS select id, mood from these;
-- puts them back
-- puts them back, but for those that read what is made again below
-- create view counted
CREATE VIEW "counted" AS select count(*) as n from those where mood = 'ok';
-- puts them back
-- puts them back
