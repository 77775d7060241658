-- upgrade
-- rename view adults to diffkit_renamed_1
ALTER VIEW "adults" RENAME TO "diffkit_renamed_1";
-- drop view diffkit_renamed_1
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "diffkit_renamed_1";
-- rename enum mood to feeling
ALTER TYPE "mood" RENAME TO "feeling";
-- rename sequence people to diffkit_renamed_2
ALTER SEQUENCE "people" RENAME TO "diffkit_renamed_2";
-- rename table users to people
ALTER TABLE "users" RENAME TO "people";
-- drop sequence diffkit_renamed_2
DROP SEQUENCE "diffkit_renamed_2";
-- create view diffkit_renamed_1
CREATE VIEW "diffkit_renamed_1" AS select id, age from people where age > 17;
-- puts them back
-- puts them back
-- rename view diffkit_renamed_1 to mood
ALTER VIEW "diffkit_renamed_1" RENAME TO "mood";

-- downgrade
-- rename view mood to diffkit_renamed_1
ALTER VIEW "mood" RENAME TO "diffkit_renamed_1";
-- drop view diffkit_renamed_1
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "diffkit_renamed_1";
-- create sequence diffkit_renamed_2
CREATE SEQUENCE "diffkit_renamed_2";
-- rename table people to users
ALTER TABLE "people" RENAME TO "users";
-- rename sequence diffkit_renamed_2 to people
ALTER SEQUENCE "diffkit_renamed_2" RENAME TO "people";
-- rename enum feeling to mood
ALTER TYPE "feeling" RENAME TO "mood";
-- create view diffkit_renamed_1
CREATE VIEW "diffkit_renamed_1" AS select id, age from users where age > 17;
-- puts them back
-- puts them back
-- rename view diffkit_renamed_1 to adults
ALTER VIEW "diffkit_renamed_1" RENAME TO "adults";
