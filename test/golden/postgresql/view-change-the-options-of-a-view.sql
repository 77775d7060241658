-- upgrade
-- drop view adults
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- made again below
DROP VIEW "adults";
-- create view adults
CREATE VIEW "adults" WITH (check_option = local, security_barrier = true) AS select id from users where age > 17;
-- puts it back

-- downgrade
-- drop view adults
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- made again below
DROP VIEW "adults";
-- create view adults
CREATE VIEW "adults" AS select id from users where age > 17;
-- puts it back
