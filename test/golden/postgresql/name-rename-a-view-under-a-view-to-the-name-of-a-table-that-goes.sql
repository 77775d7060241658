-- upgrade
-- rename view adults to diffkit_renamed_1
ALTER VIEW "adults" RENAME TO "diffkit_renamed_1";
-- drop view over
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "over";
-- drop table posts
DROP TABLE "posts";
-- rename view diffkit_renamed_1 to posts
ALTER VIEW "diffkit_renamed_1" RENAME TO "posts";
-- create view over
CREATE VIEW "over" AS select id from posts;
-- puts them back
-- puts them back

-- downgrade
-- drop view over
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "over";
-- rename view posts to diffkit_renamed_1
ALTER VIEW "posts" RENAME TO "diffkit_renamed_1";
-- create table posts
CREATE TABLE "posts" (
  "id" integer NOT NULL,
  CONSTRAINT "posts_pkey" PRIMARY KEY ("id")
);
-- create view over
CREATE VIEW "over" AS select id from "diffkit_renamed_1";
-- puts them back
-- puts them back
-- rename view diffkit_renamed_1 to adults
ALTER VIEW "diffkit_renamed_1" RENAME TO "adults";
