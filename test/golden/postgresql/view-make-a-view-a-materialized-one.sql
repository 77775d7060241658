-- upgrade
-- drop view ages
DROP VIEW "ages";
-- create materialized view ages
CREATE MATERIALIZED VIEW "ages" AS select age from users;

-- downgrade
-- drop view ages
DROP MATERIALIZED VIEW "ages";
-- create view ages
CREATE VIEW "ages" AS select age from users;
