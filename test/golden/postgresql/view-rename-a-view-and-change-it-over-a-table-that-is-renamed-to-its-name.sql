-- upgrade
-- rename view adults to people
ALTER VIEW "adults" RENAME TO "people";
-- drop view people
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "people";
-- rename table users to adults
ALTER TABLE "users" RENAME TO "adults";
-- create view people
CREATE VIEW "people" AS select id, age from adults where age > 20;
-- puts them back
-- puts them back

-- downgrade
-- drop view people
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "people";
-- rename table adults to users
ALTER TABLE "adults" RENAME TO "users";
-- create view people
CREATE VIEW "people" AS select id from users where age > 17;
-- puts them back
-- puts them back
-- rename view people to adults
ALTER VIEW "people" RENAME TO "adults";
