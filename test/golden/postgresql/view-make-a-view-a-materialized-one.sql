-- upgrade
-- drop view ages
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- and all of it, where the change is taken back half way
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "ages";
-- create materialized view ages
CREATE MATERIALIZED VIEW "ages" AS select age from users;
-- puts them back
-- puts them back

-- downgrade
-- drop view ages
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- and all of it, where the change is taken back half way
-- keeps the views, rules and functions that read it
-- made again below
DROP MATERIALIZED VIEW "ages";
-- create view ages
CREATE VIEW "ages" AS select age from users;
-- puts them back
-- puts them back
