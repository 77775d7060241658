-- upgrade
-- alter enum mood: values z, y, new
-- refuses while a type, an operator or a table of others stands on it
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "two";
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "one";
-- made again below: it depends on the changed column
ALTER TABLE "users" DROP CONSTRAINT "users_check";
ALTER TABLE "users" ALTER COLUMN "note" DROP DEFAULT;
-- keeps the functions over the type, and what stands on them
-- keeps the owner, the grants and the comment of the type
-- a value cannot be dropped or moved: the type is made anew
ALTER TYPE "mood" RENAME TO "mood__old";
CREATE TYPE "mood" AS ENUM ('z', 'y', 'new');
-- puts them back
DROP TYPE "mood__old";
-- puts them back
ALTER TABLE "users" ALTER COLUMN "note" SET DEFAULT ('y'::mood)::text;
ALTER TABLE "users" ADD CONSTRAINT "users_check" CHECK (note::mood is not null);
CREATE VIEW "one" AS select 'y'::mood as it;
-- puts them back
-- puts them back, but for those that read what is made again below
CREATE VIEW "two" AS select it from one;
-- puts them back
-- puts them back

-- downgrade
-- alter enum mood: values y, z, old
-- refuses while a type, an operator or a table of others stands on it
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "two";
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "one";
-- made again below: it depends on the changed column
ALTER TABLE "users" DROP CONSTRAINT "users_check";
ALTER TABLE "users" ALTER COLUMN "note" DROP DEFAULT;
-- keeps the functions over the type, and what stands on them
-- keeps the owner, the grants and the comment of the type
-- a value cannot be dropped or moved: the type is made anew
ALTER TYPE "mood" RENAME TO "mood__old";
CREATE TYPE "mood" AS ENUM ('y', 'z', 'old');
-- puts them back
DROP TYPE "mood__old";
-- puts them back
ALTER TABLE "users" ALTER COLUMN "note" SET DEFAULT ('y'::mood)::text;
ALTER TABLE "users" ADD CONSTRAINT "users_check" CHECK (note::mood is not null);
CREATE VIEW "one" AS select 'y'::mood as it;
-- puts them back
-- puts them back, but for those that read what is made again below
CREATE VIEW "two" AS select it from one;
-- puts them back
-- puts them back
