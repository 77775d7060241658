-- upgrade
-- drop index ages.ages_many
DROP INDEX "ages_many";
-- drop view ages
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP MATERIALIZED VIEW "ages";
-- alter column users.age: type bigint
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "age" TYPE bigint;
-- puts them back
-- create materialized view ages
CREATE MATERIALIZED VIEW "ages" AS select age, count(*) as many from users group by age;
-- puts them back
-- where it did not come back
CREATE UNIQUE INDEX IF NOT EXISTS "ages_key" ON "ages" ("age");
ALTER TABLE "ages" CLUSTER ON "ages_key";
COMMENT ON INDEX "ages_key" IS 'Kept';
-- puts them back
-- create index ages.ages_some (age)
CREATE INDEX "ages_some" ON "ages" ("age") WHERE many > 1;

-- downgrade
-- drop index ages.ages_some
DROP INDEX "ages_some";
-- drop view ages
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP MATERIALIZED VIEW "ages";
-- alter column users.age: type integer
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "age" TYPE integer;
-- puts them back
-- create materialized view ages
CREATE MATERIALIZED VIEW "ages" AS select age, count(*) as many from users group by age;
-- puts them back
-- where it did not come back
CREATE UNIQUE INDEX IF NOT EXISTS "ages_key" ON "ages" ("age");
ALTER TABLE "ages" CLUSTER ON "ages_key";
COMMENT ON INDEX "ages_key" IS 'Kept';
-- puts them back
-- create index ages.ages_many (many)
CREATE INDEX "ages_many" ON "ages" ("many");
