-- upgrade
-- drop view old
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "old";
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
CREATE MATERIALIZED VIEW "ages" AS select age from users;
-- puts them back
-- puts them back, but for those that read what is made again below
-- create view old
CREATE VIEW "old" AS select age from ages where age > 65;
-- puts them back
-- puts them back

-- downgrade
-- drop view old
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "old";
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
CREATE MATERIALIZED VIEW "ages" AS select age from users;
-- puts them back
-- puts them back, but for those that read what is made again below
-- create view old
CREATE VIEW "old" AS select age from ages where age > 65;
-- puts them back
-- puts them back
