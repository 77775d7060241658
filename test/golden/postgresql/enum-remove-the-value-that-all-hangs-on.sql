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
-- drop index users.is
-- keeps how closely ANALYZE looks at the index
DROP INDEX "is";
-- drop index users.some
DROP INDEX "some";
-- drop constraint users.users_check
ALTER TABLE "users" DROP CONSTRAINT "users_check";
-- alter column users.moods: drop default
ALTER TABLE "users" ALTER COLUMN "moods" DROP DEFAULT;
-- alter column users.is_it: drop generated
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "is_it" DROP EXPRESSION;
-- puts them back
-- alter column users.mood: drop default
ALTER TABLE "users" ALTER COLUMN "mood" DROP DEFAULT;
-- alter enum mood: values sad, ok, glad
-- refuses while a type, an operator or a table of others stands on it
-- refuses while a row holds a value that goes
DO $diffkit$
DECLARE held text;
BEGIN
  SELECT string_agg(line, '; ') INTO held FROM (
    SELECT 'users.mood holds ''happy'', rows: ' || n || (SELECT ' (' || string_agg(example, '; ') || ')' FROM (SELECT 'id ' || "id"::text AS example FROM "users" WHERE "mood" = 'happy' ORDER BY "id" LIMIT 3) AS examples) AS line FROM (SELECT count(*) AS n FROM "users" WHERE "mood" = 'happy') AS counted WHERE n > 0
    UNION ALL
    SELECT 'users.moods holds ''happy'', rows: ' || n || (SELECT ' (' || string_agg(example, '; ') || ')' FROM (SELECT 'id ' || "id"::text AS example FROM "users" WHERE 'happy' = ANY ("moods") ORDER BY "id" LIMIT 3) AS examples) AS line FROM (SELECT count(*) AS n FROM "users" WHERE 'happy' = ANY ("moods")) AS counted WHERE n > 0
  ) AS found;
  IF held IS NOT NULL THEN RAISE EXCEPTION '%', held; END IF;
END $diffkit$;
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- keeps the functions over the type, and what stands on them
-- keeps the owner, the grants and the comment of the type
-- a value cannot be dropped or moved: the type is made anew
ALTER TYPE "mood" RENAME TO "mood__old";
CREATE TYPE "mood" AS ENUM ('sad', 'ok', 'glad');
-- puts them back
ALTER TABLE "users" ALTER COLUMN "mood" TYPE "mood" USING "mood"::text::"mood", ALTER COLUMN "moods" TYPE "mood"[] USING "moods"::text[]::"mood"[];
DROP TYPE "mood__old";
-- puts them back
-- puts them back
-- puts them back
-- alter column users.mood: default 'glad'
ALTER TABLE "users" ALTER COLUMN "mood" SET DEFAULT 'glad';
-- alter column users.moods: default '{glad,ok}'
ALTER TABLE "users" ALTER COLUMN "moods" SET DEFAULT '{glad,ok}';
-- alter column users.is_it: generated
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- its values are generated from now on
ALTER TABLE "users" DROP COLUMN IF EXISTS "is_it";
ALTER TABLE "users" ADD COLUMN "is_it" boolean GENERATED ALWAYS AS (mood = 'glad') STORED;
-- puts them back
-- add check users.users_check (mood <> 'glad' or mood in ('glad', 'ok') or note = 'sad')
ALTER TABLE "users" ADD CONSTRAINT "users_check" CHECK (mood <> 'glad' or mood in ('glad', 'ok') or note = 'sad');
-- create index users.is (mood = 'glad')
CREATE INDEX "is" ON "users" ((mood = 'glad'));
-- puts them back
-- create index users.some (mood)
CREATE INDEX "some" ON "users" ("mood") WHERE mood = 'glad' and note <> 'sad';
-- create view these
CREATE VIEW "these" AS select id, mood, note from users where mood = 'glad' and note <> 'sad';
-- puts them back
-- puts them back, but for those that read what is made again below
-- create view those
CREATE VIEW "those" AS select id, mood from these;
-- puts them back
-- puts them back, but for those that read what is made again below
-- create view counted
CREATE VIEW "counted" AS select count(*) as n from those where mood = 'glad';
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
-- drop index users.some
DROP INDEX "some";
-- drop index users.is
-- keeps how closely ANALYZE looks at the index
DROP INDEX "is";
-- drop constraint users.users_check
ALTER TABLE "users" DROP CONSTRAINT "users_check";
-- alter column users.is_it: drop generated
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "is_it" DROP EXPRESSION;
-- puts them back
-- alter column users.moods: drop default
ALTER TABLE "users" ALTER COLUMN "moods" DROP DEFAULT;
-- alter column users.mood: drop default
ALTER TABLE "users" ALTER COLUMN "mood" DROP DEFAULT;
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
-- alter column users.mood: default 'happy'
ALTER TABLE "users" ALTER COLUMN "mood" SET DEFAULT 'happy';
-- alter column users.is_it: generated
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- its values are generated from now on
ALTER TABLE "users" DROP COLUMN IF EXISTS "is_it";
ALTER TABLE "users" ADD COLUMN "is_it" boolean GENERATED ALWAYS AS (mood = 'happy') STORED;
-- puts them back
-- alter column users.moods: default '{happy,ok}'
ALTER TABLE "users" ALTER COLUMN "moods" SET DEFAULT '{happy,ok}';
-- add check users.users_check (mood <> 'happy' or mood in ('happy', 'ok') or note = 'sad')
ALTER TABLE "users" ADD CONSTRAINT "users_check" CHECK (mood <> 'happy' or mood in ('happy', 'ok') or note = 'sad');
-- create index users.some (mood)
CREATE INDEX "some" ON "users" ("mood") WHERE mood = 'happy' and note <> 'sad';
-- create index users.is (mood = 'happy')
CREATE INDEX "is" ON "users" ((mood = 'happy'));
-- puts them back
-- create view these
CREATE VIEW "these" AS select id, mood, note from users where mood = 'happy' and note <> 'sad';
-- puts them back
-- puts them back, but for those that read what is made again below
-- create view those
CREATE VIEW "those" AS select id, mood from these;
-- puts them back
-- puts them back, but for those that read what is made again below
-- create view counted
CREATE VIEW "counted" AS select count(*) as n from those where mood = 'happy';
-- puts them back
-- puts them back
