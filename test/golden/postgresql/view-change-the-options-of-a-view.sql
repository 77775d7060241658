-- upgrade
-- drop view adults
DROP VIEW "adults";
-- create view adults
CREATE VIEW "adults" WITH (check_option = local, security_barrier = true) AS select id from users where age > 17;

-- downgrade
-- drop view adults
DROP VIEW "adults";
-- create view adults
CREATE VIEW "adults" AS select id from users where age > 17;
