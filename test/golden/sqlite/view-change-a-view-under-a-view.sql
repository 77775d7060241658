-- upgrade
-- drop view b
DROP VIEW "b";
-- drop view a
DROP VIEW "a";
-- create view a
CREATE VIEW "a" AS select id from users;
-- create view b
CREATE VIEW "b" AS select id from a;

-- downgrade
-- drop view b
DROP VIEW "b";
-- drop view a
DROP VIEW "a";
-- create view a
CREATE VIEW "a" AS select id, age from users;
-- create view b
CREATE VIEW "b" AS select id from a;
