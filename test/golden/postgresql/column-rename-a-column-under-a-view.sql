-- upgrade
-- drop view ages
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- made again below
DROP VIEW "ages";
-- rename column users.age to years
ALTER TABLE "users" RENAME COLUMN "age" TO "years";
-- create view ages
CREATE VIEW "ages" AS select years from users;
-- puts it back

-- downgrade
-- drop view ages
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- made again below
DROP VIEW "ages";
-- rename column users.years to age
ALTER TABLE "users" RENAME COLUMN "years" TO "age";
-- create view ages
CREATE VIEW "ages" AS select age from users;
-- puts it back
