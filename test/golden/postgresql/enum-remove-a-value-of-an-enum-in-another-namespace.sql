-- upgrade
-- alter enum auth.role: values ok, sad
-- refuses while a type, an operator or a table of others stands on it
-- refuses while a row holds a value that goes
DO $diffkit$
DECLARE held text;
BEGIN
  SELECT string_agg(line, '; ') INTO held FROM (
    SELECT 'auth.users.role holds ''happy'', rows: ' || n || (SELECT ' (' || string_agg(example, '; ') || ')' FROM (SELECT 'id ' || "id"::text AS example FROM "auth"."users" WHERE "role" = 'happy' ORDER BY "id" LIMIT 3) AS examples) AS line FROM (SELECT count(*) AS n FROM "auth"."users" WHERE "role" = 'happy') AS counted WHERE n > 0
  ) AS found;
  IF held IS NOT NULL THEN RAISE EXCEPTION '%', held; END IF;
END $diffkit$;
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- made again below: it depends on the changed column
ALTER TABLE "auth"."users" DROP CONSTRAINT "users_check";
ALTER TABLE "auth"."users" ALTER COLUMN "role" DROP DEFAULT;
-- keeps the functions over the type, and what stands on them
-- keeps the owner, the grants and the comment of the type
-- a value cannot be dropped or moved: the type is made anew
ALTER TYPE "auth"."role" RENAME TO "role__old";
CREATE TYPE "auth"."role" AS ENUM ('ok', 'sad');
-- puts them back
ALTER TABLE "auth"."users" ALTER COLUMN "role" TYPE "auth"."role" USING "role"::text::"auth"."role";
DROP TYPE "auth"."role__old";
-- puts them back
ALTER TABLE "auth"."users" ALTER COLUMN "role" SET DEFAULT 'ok';
ALTER TABLE "auth"."users" ADD CONSTRAINT "users_check" CHECK (role <> 'ok' or other <> 'ok' or role = 'ok'::auth.role);
-- puts them back

-- downgrade
-- alter enum auth.role: values sad, ok, happy
-- refuses while a type, an operator or a table of others stands on it
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- made again below: it depends on the changed column
ALTER TABLE "auth"."users" DROP CONSTRAINT "users_check";
ALTER TABLE "auth"."users" ALTER COLUMN "role" DROP DEFAULT;
-- keeps the functions over the type, and what stands on them
-- keeps the owner, the grants and the comment of the type
-- a value cannot be dropped or moved: the type is made anew
ALTER TYPE "auth"."role" RENAME TO "role__old";
CREATE TYPE "auth"."role" AS ENUM ('sad', 'ok', 'happy');
-- puts them back
ALTER TABLE "auth"."users" ALTER COLUMN "role" TYPE "auth"."role" USING "role"::text::"auth"."role";
DROP TYPE "auth"."role__old";
-- puts them back
ALTER TABLE "auth"."users" ALTER COLUMN "role" SET DEFAULT 'ok';
ALTER TABLE "auth"."users" ADD CONSTRAINT "users_check" CHECK (role <> 'ok' or other <> 'ok' or role = 'ok'::auth.role);
-- puts them back
