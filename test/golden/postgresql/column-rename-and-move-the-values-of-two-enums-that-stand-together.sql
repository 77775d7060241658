-- upgrade
-- drop view those
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "those";
-- rename value 'p' of enum aa to 'pp'
ALTER TYPE "aa" RENAME VALUE 'p' TO 'pp';
-- rename value 'q' of enum bb to 'qq'
ALTER TYPE "bb" RENAME VALUE 'q' TO 'qq';
-- alter enum aa: values pp, high, ok
-- refuses while a type, an operator or a table of others stands on it
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- made again below: it depends on the changed column
ALTER TABLE "posts" DROP CONSTRAINT "posts_users_fk";
-- made again below: it depends on the changed column
ALTER TABLE "users" DROP CONSTRAINT "users_check";
-- made again below: it depends on the changed column
ALTER TABLE "users" DROP CONSTRAINT "users_some_key";
-- made again below: it depends on the changed column
DROP INDEX "users_x_idx";
-- made again below: it depends on the changed column
ALTER TABLE "users" DROP COLUMN "both";
-- made again below: it depends on the changed column
ALTER TABLE "users" DROP COLUMN "some";
ALTER TABLE "users" ALTER COLUMN "x" DROP DEFAULT, ALTER COLUMN "xs" DROP DEFAULT;
-- keeps the functions over the type, and what stands on them
-- keeps the owner, the grants and the comment of the type
-- a value cannot be dropped or moved: the type is made anew
ALTER TYPE "aa" RENAME TO "aa__old";
CREATE TYPE "aa" AS ENUM ('pp', 'high', 'ok');
-- puts them back
ALTER TABLE "posts" ALTER COLUMN "x" TYPE "aa" USING "x"::text::"aa";
ALTER TABLE "users" ALTER COLUMN "x" TYPE "aa" USING "x"::text::"aa", ALTER COLUMN "xs" TYPE "aa"[] USING "xs"::text[]::"aa"[];
DROP TYPE "aa__old";
-- puts them back
ALTER TABLE "users" ALTER COLUMN "x" SET DEFAULT 'pp', ALTER COLUMN "xs" SET DEFAULT '{pp}';
ALTER TABLE "users" ADD COLUMN "both" boolean GENERATED ALWAYS AS (x = 'pp' and y = 'qq') STORED;
ALTER TABLE "users" ADD COLUMN "some" "aa" GENERATED ALWAYS AS (coalesce(x, 'pp')) STORED;
ALTER TABLE "users" ADD CONSTRAINT "users_some_key" UNIQUE ("some", "id");
ALTER TABLE "users" ADD CONSTRAINT "users_check" CHECK (x <> 'pp' or y <> 'qq' or id > 0);
CREATE INDEX "users_x_idx" ON "users" ("x") WHERE y = 'qq';
ALTER TABLE "posts" ADD CONSTRAINT "posts_users_fk" FOREIGN KEY ("x", "user_id") REFERENCES "users" ("x", "id");
-- puts them back
-- puts them back
-- puts them back
-- puts them back
-- puts them back
-- alter enum bb: values ok, high, qq, rr
ALTER TYPE "bb" ADD VALUE 'rr';
-- create view those
CREATE VIEW "those" AS select x, y from users where x = 'pp' or y = 'qq';
-- puts them back
-- puts them back

-- downgrade
-- drop view those
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "those";
-- alter enum bb: values ok, high, qq
-- refuses while a type, an operator or a table of others stands on it
-- refuses while a row holds a value that goes
DO $diffkit$
DECLARE held text;
BEGIN
  SELECT string_agg(line, '; ') INTO held FROM (
    SELECT 'users.y holds ''rr'', rows: ' || n || (SELECT ' (' || string_agg(example, '; ') || ')' FROM (SELECT 'id ' || "id"::text AS example FROM "users" WHERE "y" = 'rr' ORDER BY "id" LIMIT 3) AS examples) AS line FROM (SELECT count(*) AS n FROM "users" WHERE "y" = 'rr') AS counted WHERE n > 0
  ) AS found;
  IF held IS NOT NULL THEN RAISE EXCEPTION '%', held; END IF;
END $diffkit$;
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- made again below: it depends on the changed column
ALTER TABLE "users" DROP CONSTRAINT "users_check";
-- made again below: it depends on the changed column
DROP INDEX "users_x_idx";
-- made again below: it depends on the changed column
ALTER TABLE "users" DROP COLUMN "both";
ALTER TABLE "users" ALTER COLUMN "y" DROP DEFAULT;
-- keeps the functions over the type, and what stands on them
-- keeps the owner, the grants and the comment of the type
-- a value cannot be dropped or moved: the type is made anew
ALTER TYPE "bb" RENAME TO "bb__old";
CREATE TYPE "bb" AS ENUM ('ok', 'high', 'qq');
-- puts them back
ALTER TABLE "users" ALTER COLUMN "y" TYPE "bb" USING "y"::text::"bb";
DROP TYPE "bb__old";
-- puts them back
ALTER TABLE "users" ALTER COLUMN "y" SET DEFAULT 'qq';
ALTER TABLE "users" ADD COLUMN "both" boolean GENERATED ALWAYS AS (x = 'pp' and y = 'qq') STORED;
ALTER TABLE "users" ADD CONSTRAINT "users_check" CHECK (x <> 'pp' or y <> 'qq' or id > 0);
CREATE INDEX "users_x_idx" ON "users" ("x") WHERE y = 'qq';
-- puts them back
-- puts them back
-- alter enum aa: values ok, high, pp
-- refuses while a type, an operator or a table of others stands on it
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- made again below: it depends on the changed column
ALTER TABLE "posts" DROP CONSTRAINT "posts_users_fk";
-- made again below: it depends on the changed column
ALTER TABLE "users" DROP CONSTRAINT "users_check";
-- made again below: it depends on the changed column
ALTER TABLE "users" DROP CONSTRAINT "users_some_key";
-- made again below: it depends on the changed column
DROP INDEX "users_x_idx";
-- made again below: it depends on the changed column
ALTER TABLE "users" DROP COLUMN "both";
-- made again below: it depends on the changed column
ALTER TABLE "users" DROP COLUMN "some";
ALTER TABLE "users" ALTER COLUMN "x" DROP DEFAULT, ALTER COLUMN "xs" DROP DEFAULT;
-- keeps the functions over the type, and what stands on them
-- keeps the owner, the grants and the comment of the type
-- a value cannot be dropped or moved: the type is made anew
ALTER TYPE "aa" RENAME TO "aa__old";
CREATE TYPE "aa" AS ENUM ('ok', 'high', 'pp');
-- puts them back
ALTER TABLE "posts" ALTER COLUMN "x" TYPE "aa" USING "x"::text::"aa";
ALTER TABLE "users" ALTER COLUMN "x" TYPE "aa" USING "x"::text::"aa", ALTER COLUMN "xs" TYPE "aa"[] USING "xs"::text[]::"aa"[];
DROP TYPE "aa__old";
-- puts them back
ALTER TABLE "users" ALTER COLUMN "x" SET DEFAULT 'pp', ALTER COLUMN "xs" SET DEFAULT '{pp}';
ALTER TABLE "users" ADD COLUMN "both" boolean GENERATED ALWAYS AS (x = 'pp' and y = 'qq') STORED;
ALTER TABLE "users" ADD COLUMN "some" "aa" GENERATED ALWAYS AS (coalesce(x, 'pp')) STORED;
ALTER TABLE "users" ADD CONSTRAINT "users_some_key" UNIQUE ("some", "id");
ALTER TABLE "users" ADD CONSTRAINT "users_check" CHECK (x <> 'pp' or y <> 'qq' or id > 0);
CREATE INDEX "users_x_idx" ON "users" ("x") WHERE y = 'qq';
ALTER TABLE "posts" ADD CONSTRAINT "posts_users_fk" FOREIGN KEY ("x", "user_id") REFERENCES "users" ("x", "id");
-- puts them back
-- puts them back
-- puts them back
-- puts them back
-- puts them back
-- rename value 'qq' of enum bb to 'q'
ALTER TYPE "bb" RENAME VALUE 'qq' TO 'q';
-- rename value 'pp' of enum aa to 'p'
ALTER TYPE "aa" RENAME VALUE 'pp' TO 'p';
-- create view those
CREATE VIEW "those" AS select x, y from users where x = 'p' or y = 'q';
-- puts them back
-- puts them back
