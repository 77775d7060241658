-- upgrade
-- rename view adults to grown
ALTER VIEW "adults" RENAME TO "grown";
-- drop view ages
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP MATERIALIZED VIEW "ages";
-- drop view grown
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "grown";
-- alter column users.age: type bigint
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "age" TYPE bigint;
-- puts them back
-- create view grown
CREATE VIEW "grown" AS select id, age from users where age > 20;
-- puts them back
-- puts them back, but for those that read what is made again below
-- create materialized view ages
CREATE MATERIALIZED VIEW "ages" AS select age from grown;
-- puts them back
-- puts them back
-- comment on view ages: All of them
COMMENT ON MATERIALIZED VIEW "ages" IS 'All of them';
-- comment on view grown: Who may vote
COMMENT ON VIEW "grown" IS 'Who may vote';

-- downgrade
-- drop the comment of view grown
COMMENT ON VIEW "grown" IS NULL;
-- drop the comment of view ages
COMMENT ON MATERIALIZED VIEW "ages" IS NULL;
-- drop view ages
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP MATERIALIZED VIEW "ages";
-- drop view grown
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "grown";
-- alter column users.age: type integer
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "age" TYPE integer;
-- puts them back
-- create view grown
CREATE VIEW "grown" AS select id, age from users where age > 17;
-- puts them back
-- puts them back, but for those that read what is made again below
-- create materialized view ages
CREATE MATERIALIZED VIEW "ages" AS select age from "grown";
-- puts them back
-- puts them back
-- rename view grown to adults
ALTER VIEW "grown" RENAME TO "adults";
