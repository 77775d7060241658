-- upgrade
-- drop view those
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "those";
-- drop index users.users_x_idx
DROP INDEX "users_x_idx";
-- drop constraint users.users_check
ALTER TABLE "users" DROP CONSTRAINT "users_check";
-- drop constraint users.users_some_key
ALTER TABLE "users" DROP CONSTRAINT "users_some_key";
-- alter column users.xs: drop default
ALTER TABLE "users" ALTER COLUMN "xs" DROP DEFAULT;
-- alter column users.both: drop generated
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "both" DROP EXPRESSION;
-- puts them back
-- alter column users.y: drop default
ALTER TABLE "users" ALTER COLUMN "y" DROP DEFAULT;
-- alter column users.some: drop generated
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "some" DROP EXPRESSION;
-- puts them back
-- alter column users.x: drop default
ALTER TABLE "users" ALTER COLUMN "x" DROP DEFAULT;
-- alter enum aa: values ok, high, r
-- refuses while a type, an operator or a table of others stands on it
-- refuses while a row holds a value that goes
DO $diffkit$
DECLARE held text;
BEGIN
  SELECT string_agg(line, '; ') INTO held FROM (
    SELECT 'posts.x holds ''p'', rows: ' || n || (SELECT ' (' || string_agg(example, '; ') || ')' FROM (SELECT 'id ' || "id"::text AS example FROM "posts" WHERE "x" = 'p' ORDER BY "id" LIMIT 3) AS examples) AS line FROM (SELECT count(*) AS n FROM "posts" WHERE "x" = 'p') AS counted WHERE n > 0
    UNION ALL
    SELECT 'users.x holds ''p'', rows: ' || n || (SELECT ' (' || string_agg(example, '; ') || ')' FROM (SELECT 'id ' || "id"::text AS example FROM "users" WHERE "x" = 'p' ORDER BY "id" LIMIT 3) AS examples) AS line FROM (SELECT count(*) AS n FROM "users" WHERE "x" = 'p') AS counted WHERE n > 0
    UNION ALL
    SELECT 'users.xs holds ''p'', rows: ' || n || (SELECT ' (' || string_agg(example, '; ') || ')' FROM (SELECT 'id ' || "id"::text AS example FROM "users" WHERE 'p' = ANY ("xs") ORDER BY "id" LIMIT 3) AS examples) AS line FROM (SELECT count(*) AS n FROM "users" WHERE 'p' = ANY ("xs")) AS counted WHERE n > 0
    UNION ALL
    SELECT 'users.some holds ''p'', rows: ' || n || (SELECT ' (' || string_agg(example, '; ') || ')' FROM (SELECT 'id ' || "id"::text AS example FROM "users" WHERE "some" = 'p' ORDER BY "id" LIMIT 3) AS examples) AS line FROM (SELECT count(*) AS n FROM "users" WHERE "some" = 'p') AS counted WHERE n > 0
  ) AS found;
  IF held IS NOT NULL THEN RAISE EXCEPTION '%', held; END IF;
END $diffkit$;
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- made again below: it depends on the changed column
ALTER TABLE "posts" DROP CONSTRAINT "posts_users_fk";
-- keeps the functions over the type, and what stands on them
-- keeps the owner, the grants and the comment of the type
-- a value cannot be dropped or moved: the type is made anew
ALTER TYPE "aa" RENAME TO "aa__old";
CREATE TYPE "aa" AS ENUM ('ok', 'high', 'r');
-- puts them back
ALTER TABLE "posts" ALTER COLUMN "x" TYPE "aa" USING "x"::text::"aa";
ALTER TABLE "users" ALTER COLUMN "x" TYPE "aa" USING "x"::text::"aa", ALTER COLUMN "xs" TYPE "aa"[] USING "xs"::text[]::"aa"[], ALTER COLUMN "some" TYPE "aa" USING "some"::text::"aa";
DROP TYPE "aa__old";
-- puts them back
ALTER TABLE "posts" ADD CONSTRAINT "posts_users_fk" FOREIGN KEY ("x", "user_id") REFERENCES "users" ("x", "id");
-- puts them back
-- puts them back
-- puts them back
-- puts them back
-- alter enum bb: values s, ok, high
-- refuses while a type, an operator or a table of others stands on it
-- refuses while a row holds a value that goes
DO $diffkit$
DECLARE held text;
BEGIN
  SELECT string_agg(line, '; ') INTO held FROM (
    SELECT 'users.y holds ''q'', rows: ' || n || (SELECT ' (' || string_agg(example, '; ') || ')' FROM (SELECT 'id ' || "id"::text AS example FROM "users" WHERE "y" = 'q' ORDER BY "id" LIMIT 3) AS examples) AS line FROM (SELECT count(*) AS n FROM "users" WHERE "y" = 'q') AS counted WHERE n > 0
  ) AS found;
  IF held IS NOT NULL THEN RAISE EXCEPTION '%', held; END IF;
END $diffkit$;
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- keeps the functions over the type, and what stands on them
-- keeps the owner, the grants and the comment of the type
-- a value cannot be dropped or moved: the type is made anew
ALTER TYPE "bb" RENAME TO "bb__old";
CREATE TYPE "bb" AS ENUM ('s', 'ok', 'high');
-- puts them back
ALTER TABLE "users" ALTER COLUMN "y" TYPE "bb" USING "y"::text::"bb";
DROP TYPE "bb__old";
-- puts them back
-- puts them back
-- alter column users.x: default 'r'
ALTER TABLE "users" ALTER COLUMN "x" SET DEFAULT 'r';
-- alter column users.y: default 's'
ALTER TABLE "users" ALTER COLUMN "y" SET DEFAULT 's';
-- alter column users.xs: default '{r}'
ALTER TABLE "users" ALTER COLUMN "xs" SET DEFAULT '{r}';
-- alter column users.both: generated
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- its values are generated from now on
ALTER TABLE "users" DROP COLUMN IF EXISTS "both";
ALTER TABLE "users" ADD COLUMN "both" boolean GENERATED ALWAYS AS (x = 'r' and y = 's') STORED;
-- puts them back
-- alter column users.some: generated
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- its values are generated from now on
ALTER TABLE "users" DROP COLUMN IF EXISTS "some";
ALTER TABLE "users" ADD COLUMN "some" "aa" GENERATED ALWAYS AS (coalesce(x, 'r')) STORED;
-- puts them back
-- add unique constraint users.users_some_key (some, id)
ALTER TABLE "users" ADD CONSTRAINT "users_some_key" UNIQUE ("some", "id");
-- add check users.users_check (x <> 'r' or y <> 's' or id > 0)
ALTER TABLE "users" ADD CONSTRAINT "users_check" CHECK (x <> 'r' or y <> 's' or id > 0);
-- create index users.users_x_idx (x)
CREATE INDEX "users_x_idx" ON "users" ("x") WHERE y = 's';
-- create view those
CREATE VIEW "those" AS select x, y from users where x = 'r' or y = 's';
-- puts them back
-- puts them back

-- downgrade
-- drop view those
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "those";
-- drop index users.users_x_idx
DROP INDEX "users_x_idx";
-- drop constraint users.users_check
ALTER TABLE "users" DROP CONSTRAINT "users_check";
-- drop constraint users.users_some_key
ALTER TABLE "users" DROP CONSTRAINT "users_some_key";
-- alter column users.some: drop generated
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "some" DROP EXPRESSION;
-- puts them back
-- alter column users.both: drop generated
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "both" DROP EXPRESSION;
-- puts them back
-- alter column users.xs: drop default
ALTER TABLE "users" ALTER COLUMN "xs" DROP DEFAULT;
-- alter column users.y: drop default
ALTER TABLE "users" ALTER COLUMN "y" DROP DEFAULT;
-- alter column users.x: drop default
ALTER TABLE "users" ALTER COLUMN "x" DROP DEFAULT;
-- alter enum bb: values ok, high, q
-- refuses while a type, an operator or a table of others stands on it
-- refuses while a row holds a value that goes
DO $diffkit$
DECLARE held text;
BEGIN
  SELECT string_agg(line, '; ') INTO held FROM (
    SELECT 'users.y holds ''s'', rows: ' || n || (SELECT ' (' || string_agg(example, '; ') || ')' FROM (SELECT 'id ' || "id"::text AS example FROM "users" WHERE "y" = 's' ORDER BY "id" LIMIT 3) AS examples) AS line FROM (SELECT count(*) AS n FROM "users" WHERE "y" = 's') AS counted WHERE n > 0
  ) AS found;
  IF held IS NOT NULL THEN RAISE EXCEPTION '%', held; END IF;
END $diffkit$;
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- keeps the functions over the type, and what stands on them
-- keeps the owner, the grants and the comment of the type
-- a value cannot be dropped or moved: the type is made anew
ALTER TYPE "bb" RENAME TO "bb__old";
CREATE TYPE "bb" AS ENUM ('ok', 'high', 'q');
-- puts them back
ALTER TABLE "users" ALTER COLUMN "y" TYPE "bb" USING "y"::text::"bb";
DROP TYPE "bb__old";
-- puts them back
-- puts them back
-- alter enum aa: values ok, high, p
-- refuses while a type, an operator or a table of others stands on it
-- refuses while a row holds a value that goes
DO $diffkit$
DECLARE held text;
BEGIN
  SELECT string_agg(line, '; ') INTO held FROM (
    SELECT 'posts.x holds ''r'', rows: ' || n || (SELECT ' (' || string_agg(example, '; ') || ')' FROM (SELECT 'id ' || "id"::text AS example FROM "posts" WHERE "x" = 'r' ORDER BY "id" LIMIT 3) AS examples) AS line FROM (SELECT count(*) AS n FROM "posts" WHERE "x" = 'r') AS counted WHERE n > 0
    UNION ALL
    SELECT 'users.x holds ''r'', rows: ' || n || (SELECT ' (' || string_agg(example, '; ') || ')' FROM (SELECT 'id ' || "id"::text AS example FROM "users" WHERE "x" = 'r' ORDER BY "id" LIMIT 3) AS examples) AS line FROM (SELECT count(*) AS n FROM "users" WHERE "x" = 'r') AS counted WHERE n > 0
    UNION ALL
    SELECT 'users.xs holds ''r'', rows: ' || n || (SELECT ' (' || string_agg(example, '; ') || ')' FROM (SELECT 'id ' || "id"::text AS example FROM "users" WHERE 'r' = ANY ("xs") ORDER BY "id" LIMIT 3) AS examples) AS line FROM (SELECT count(*) AS n FROM "users" WHERE 'r' = ANY ("xs")) AS counted WHERE n > 0
    UNION ALL
    SELECT 'users.some holds ''r'', rows: ' || n || (SELECT ' (' || string_agg(example, '; ') || ')' FROM (SELECT 'id ' || "id"::text AS example FROM "users" WHERE "some" = 'r' ORDER BY "id" LIMIT 3) AS examples) AS line FROM (SELECT count(*) AS n FROM "users" WHERE "some" = 'r') AS counted WHERE n > 0
  ) AS found;
  IF held IS NOT NULL THEN RAISE EXCEPTION '%', held; END IF;
END $diffkit$;
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- made again below: it depends on the changed column
ALTER TABLE "posts" DROP CONSTRAINT "posts_users_fk";
-- keeps the functions over the type, and what stands on them
-- keeps the owner, the grants and the comment of the type
-- a value cannot be dropped or moved: the type is made anew
ALTER TYPE "aa" RENAME TO "aa__old";
CREATE TYPE "aa" AS ENUM ('ok', 'high', 'p');
-- puts them back
ALTER TABLE "posts" ALTER COLUMN "x" TYPE "aa" USING "x"::text::"aa";
ALTER TABLE "users" ALTER COLUMN "x" TYPE "aa" USING "x"::text::"aa", ALTER COLUMN "xs" TYPE "aa"[] USING "xs"::text[]::"aa"[], ALTER COLUMN "some" TYPE "aa" USING "some"::text::"aa";
DROP TYPE "aa__old";
-- puts them back
ALTER TABLE "posts" ADD CONSTRAINT "posts_users_fk" FOREIGN KEY ("x", "user_id") REFERENCES "users" ("x", "id");
-- puts them back
-- puts them back
-- puts them back
-- puts them back
-- alter column users.x: default 'p'
ALTER TABLE "users" ALTER COLUMN "x" SET DEFAULT 'p';
-- alter column users.some: generated
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- its values are generated from now on
ALTER TABLE "users" DROP COLUMN IF EXISTS "some";
ALTER TABLE "users" ADD COLUMN "some" "aa" GENERATED ALWAYS AS (coalesce(x, 'p')) STORED;
-- puts them back
-- alter column users.y: default 'q'
ALTER TABLE "users" ALTER COLUMN "y" SET DEFAULT 'q';
-- alter column users.both: generated
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- its values are generated from now on
ALTER TABLE "users" DROP COLUMN IF EXISTS "both";
ALTER TABLE "users" ADD COLUMN "both" boolean GENERATED ALWAYS AS (x = 'p' and y = 'q') STORED;
-- puts them back
-- alter column users.xs: default '{p}'
ALTER TABLE "users" ALTER COLUMN "xs" SET DEFAULT '{p}';
-- add unique constraint users.users_some_key (some, id)
ALTER TABLE "users" ADD CONSTRAINT "users_some_key" UNIQUE ("some", "id");
-- add check users.users_check (x <> 'p' or y <> 'q' or id > 0)
ALTER TABLE "users" ADD CONSTRAINT "users_check" CHECK (x <> 'p' or y <> 'q' or id > 0);
-- create index users.users_x_idx (x)
CREATE INDEX "users_x_idx" ON "users" ("x") WHERE y = 'q';
-- create view those
CREATE VIEW "those" AS select x, y from users where x = 'p' or y = 'q';
-- puts them back
-- puts them back
