-- upgrade
-- create enum level (high, ok, low)
CREATE TYPE "level" AS ENUM ('high', 'ok', 'low');
-- drop constraint users.users_check
ALTER TABLE "users" DROP CONSTRAINT "users_check";
-- alter column users.second: type level, default 'low'
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "second" DROP DEFAULT;
ALTER TABLE "users" ALTER COLUMN "second" TYPE "level" USING "second"::text::level;
ALTER TABLE "users" ALTER COLUMN "second" SET DEFAULT 'low';
-- puts them back
-- alter enum mood: values ok, high
-- refuses while a type, an operator or a table of others stands on it
-- refuses while a row holds a value that goes
DO $diffkit$
DECLARE held text;
BEGIN
  SELECT string_agg(line, '; ') INTO held FROM (
    SELECT 'users.first holds ''sad'', rows: ' || n || (SELECT ' (' || string_agg(example, '; ') || ')' FROM (SELECT 'id ' || "id"::text AS example FROM "users" WHERE "first" = 'sad' ORDER BY "id" LIMIT 3) AS examples) AS line FROM (SELECT count(*) AS n FROM "users" WHERE "first" = 'sad') AS counted WHERE n > 0
  ) AS found;
  IF held IS NOT NULL THEN RAISE EXCEPTION '%', held; END IF;
END $diffkit$;
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "first" DROP DEFAULT;
-- keeps the functions over the type, and what stands on them
-- keeps the owner, the grants and the comment of the type
-- a value cannot be dropped or moved: the type is made anew
ALTER TYPE "mood" RENAME TO "mood__old";
CREATE TYPE "mood" AS ENUM ('ok', 'high');
-- puts them back
ALTER TABLE "users" ALTER COLUMN "first" TYPE "mood" USING "first"::text::"mood";
DROP TYPE "mood__old";
-- puts them back
ALTER TABLE "users" ALTER COLUMN "first" SET DEFAULT 'ok';
-- puts them back
-- add check users.users_check (second <> 'low' or first <> 'ok' or id > 0)
ALTER TABLE "users" ADD CONSTRAINT "users_check" CHECK (second <> 'low' or first <> 'ok' or id > 0);

-- downgrade
-- drop constraint users.users_check
ALTER TABLE "users" DROP CONSTRAINT "users_check";
-- alter enum mood: values ok, high, sad
-- refuses while a type, an operator or a table of others stands on it
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "first" DROP DEFAULT;
-- keeps the functions over the type, and what stands on them
-- keeps the owner, the grants and the comment of the type
-- a value that is added in place cannot be used in the same transaction: the type is made anew
ALTER TYPE "mood" RENAME TO "mood__old";
CREATE TYPE "mood" AS ENUM ('ok', 'high', 'sad');
-- puts them back
ALTER TABLE "users" ALTER COLUMN "first" TYPE "mood" USING "first"::text::"mood";
DROP TYPE "mood__old";
-- puts them back
ALTER TABLE "users" ALTER COLUMN "first" SET DEFAULT 'ok';
-- puts them back
-- alter column users.second: type mood, default 'sad'
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "second" DROP DEFAULT;
ALTER TABLE "users" ALTER COLUMN "second" TYPE "mood" USING "second"::text::mood;
ALTER TABLE "users" ALTER COLUMN "second" SET DEFAULT 'sad';
-- puts them back
-- add check users.users_check (second <> 'sad' or first <> 'ok' or id > 0)
ALTER TABLE "users" ADD CONSTRAINT "users_check" CHECK (second <> 'sad' or first <> 'ok' or id > 0);
-- drop enum level
DROP TYPE "level";
