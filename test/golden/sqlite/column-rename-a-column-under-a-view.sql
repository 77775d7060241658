-- upgrade
-- drop view ages
DROP VIEW "ages";
-- rename column users.age to years
ALTER TABLE "users" RENAME COLUMN "age" TO "years";
-- create view ages
CREATE VIEW "ages" AS select years from users;

-- downgrade
-- drop view ages
DROP VIEW "ages";
-- rename column users.years to age
ALTER TABLE "users" RENAME COLUMN "years" TO "age";
-- create view ages
CREATE VIEW "ages" AS select age from users;
