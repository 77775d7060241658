-- upgrade
-- rename view adults to diffkit_renamed_1
ALTER VIEW "adults" RENAME TO "diffkit_renamed_1";
-- drop view diffkit_renamed_1
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "diffkit_renamed_1";
-- rename table users to adults
ALTER TABLE "users" RENAME TO "adults";
-- create view diffkit_renamed_1
CREATE VIEW "diffkit_renamed_1" AS select id, age from adults where age > 17;
-- puts them back
-- puts them back
-- rename view diffkit_renamed_1 to users
ALTER VIEW "diffkit_renamed_1" RENAME TO "users";

-- downgrade
-- rename view users to diffkit_renamed_1
ALTER VIEW "users" RENAME TO "diffkit_renamed_1";
-- drop view diffkit_renamed_1
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "diffkit_renamed_1";
-- rename table adults to users
ALTER TABLE "adults" RENAME TO "users";
-- create view diffkit_renamed_1
CREATE VIEW "diffkit_renamed_1" AS select id, age from users where age > 17;
-- puts them back
-- puts them back
-- rename view diffkit_renamed_1 to adults
ALTER VIEW "diffkit_renamed_1" RENAME TO "adults";
