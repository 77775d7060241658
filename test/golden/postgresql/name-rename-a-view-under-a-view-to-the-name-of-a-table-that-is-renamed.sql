-- upgrade
-- rename view adults to diffkit_renamed_1
ALTER VIEW "adults" RENAME TO "diffkit_renamed_1";
-- drop view over
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "over";
-- drop view diffkit_renamed_1
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "diffkit_renamed_1";
-- rename table users to people
ALTER TABLE "users" RENAME TO "people";
-- create view diffkit_renamed_1
CREATE VIEW "diffkit_renamed_1" AS select id, age from people where age > 17;
-- puts them back
-- puts them back, but for those that read what is made again below
-- rename view diffkit_renamed_1 to users
ALTER VIEW "diffkit_renamed_1" RENAME TO "users";
-- create view over
CREATE VIEW "over" AS select id from users;
-- puts them back
-- puts them back

-- downgrade
-- drop view over
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "over";
-- rename view users to diffkit_renamed_1
ALTER VIEW "users" RENAME TO "diffkit_renamed_1";
-- drop view diffkit_renamed_1
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "diffkit_renamed_1";
-- rename table people to users
ALTER TABLE "people" RENAME TO "users";
-- create view diffkit_renamed_1
CREATE VIEW "diffkit_renamed_1" AS select id, age from users where age > 17;
-- puts them back
-- puts them back, but for those that read what is made again below
-- create view over
CREATE VIEW "over" AS select id from "diffkit_renamed_1";
-- puts them back
-- puts them back
-- rename view diffkit_renamed_1 to adults
ALTER VIEW "diffkit_renamed_1" RENAME TO "adults";
