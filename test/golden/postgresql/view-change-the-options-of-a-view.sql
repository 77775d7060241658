-- upgrade
-- drop view adults
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "adults";
-- create view adults
CREATE VIEW "adults" WITH (check_option = local, security_barrier = true) AS select id from users where age > 17;
-- puts them back
-- puts them back

-- downgrade
-- drop view adults
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "adults";
-- create view adults
CREATE VIEW "adults" AS select id from users where age > 17;
-- puts them back
-- puts them back
