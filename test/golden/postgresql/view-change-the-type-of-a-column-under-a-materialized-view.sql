-- upgrade
-- drop view old
DROP VIEW "old";
-- drop view ages
DROP MATERIALIZED VIEW "ages";
-- alter column users.age: type bigint
ALTER TABLE "users" ALTER COLUMN "age" TYPE bigint;
-- create materialized view ages
CREATE MATERIALIZED VIEW "ages" AS select age from users;
-- create view old
CREATE VIEW "old" AS select age from ages where age > 65;

-- downgrade
-- drop view old
DROP VIEW "old";
-- drop view ages
DROP MATERIALIZED VIEW "ages";
-- alter column users.age: type integer
ALTER TABLE "users" ALTER COLUMN "age" TYPE integer;
-- create materialized view ages
CREATE MATERIALIZED VIEW "ages" AS select age from users;
-- create view old
CREATE VIEW "old" AS select age from ages where age > 65;
