-- upgrade
-- drop view one
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "one";
-- drop policy users.some
DROP POLICY "some" ON "users";
-- drop index users.some
DROP INDEX "some";
-- drop constraint users.users_check
ALTER TABLE "users" DROP CONSTRAINT "users_check";
-- alter column users.note: drop default
ALTER TABLE "users" ALTER COLUMN "note" DROP DEFAULT;
-- alter column users.known: drop generated
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "known" DROP EXPRESSION;
-- puts them back
-- alter enum mood: values low, ok
-- refuses while a type, an operator or a table of others stands on it
-- keeps the functions over the type, and what stands on them
-- keeps the owner, the grants and the comment of the type
-- a value cannot be dropped or moved: the type is made anew
ALTER TYPE "mood" RENAME TO "mood__old";
CREATE TYPE "mood" AS ENUM ('low', 'ok');
-- puts them back
DROP TYPE "mood__old";
-- puts them back
-- alter column users.note: default ('low'::mood)::text
ALTER TABLE "users" ALTER COLUMN "note" SET DEFAULT ('low'::mood)::text;
-- alter column users.known: generated
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- its values are generated from now on
ALTER TABLE "users" DROP COLUMN IF EXISTS "known";
ALTER TABLE "users" ADD COLUMN "known" boolean GENERATED ALWAYS AS ('low'::mood <> 'ok') STORED;
-- puts them back
-- add check users.users_check ('low'::mood <> 'ok' or id > 0)
ALTER TABLE "users" ADD CONSTRAINT "users_check" CHECK ('low'::mood <> 'ok' or id > 0);
-- create index users.some (id)
CREATE INDEX "some" ON "users" ("id") WHERE 'low'::mood <> 'ok';
-- create policy users.some
CREATE POLICY "some" ON "users" USING ('low'::mood <> 'ok');
-- create view one
CREATE VIEW "one" AS select 'low'::mood as it;
-- puts them back
-- puts them back

-- downgrade
-- drop view one
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "one";
-- drop policy users.some
DROP POLICY "some" ON "users";
-- drop index users.some
DROP INDEX "some";
-- drop constraint users.users_check
ALTER TABLE "users" DROP CONSTRAINT "users_check";
-- alter column users.known: drop generated
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "known" DROP EXPRESSION;
-- puts them back
-- alter column users.note: drop default
ALTER TABLE "users" ALTER COLUMN "note" DROP DEFAULT;
-- alter enum mood: values sad, ok
-- refuses while a type, an operator or a table of others stands on it
-- keeps the functions over the type, and what stands on them
-- keeps the owner, the grants and the comment of the type
-- a value cannot be dropped or moved: the type is made anew
ALTER TYPE "mood" RENAME TO "mood__old";
CREATE TYPE "mood" AS ENUM ('sad', 'ok');
-- puts them back
DROP TYPE "mood__old";
-- puts them back
-- alter column users.known: generated
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- its values are generated from now on
ALTER TABLE "users" DROP COLUMN IF EXISTS "known";
ALTER TABLE "users" ADD COLUMN "known" boolean GENERATED ALWAYS AS ('sad'::mood <> 'ok') STORED;
-- puts them back
-- alter column users.note: default ('sad'::mood)::text
ALTER TABLE "users" ALTER COLUMN "note" SET DEFAULT ('sad'::mood)::text;
-- add check users.users_check ('sad'::mood <> 'ok' or id > 0)
ALTER TABLE "users" ADD CONSTRAINT "users_check" CHECK ('sad'::mood <> 'ok' or id > 0);
-- create index users.some (id)
CREATE INDEX "some" ON "users" ("id") WHERE 'sad'::mood <> 'ok';
-- create policy users.some
CREATE POLICY "some" ON "users" USING ('sad'::mood <> 'ok');
-- create view one
CREATE VIEW "one" AS select 'sad'::mood as it;
-- puts them back
-- puts them back
