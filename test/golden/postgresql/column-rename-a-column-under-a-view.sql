-- upgrade
-- drop view ages
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "ages";
-- rename column users.age to years
ALTER TABLE "users" RENAME COLUMN "age" TO "years";
-- create view ages
CREATE VIEW "ages" AS select years from users;
-- puts them back
-- puts them back

-- downgrade
-- drop view ages
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "ages";
-- rename column users.years to age
ALTER TABLE "users" RENAME COLUMN "years" TO "age";
-- create view ages
CREATE VIEW "ages" AS select age from users;
-- puts them back
-- puts them back
