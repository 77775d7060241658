-- upgrade
-- batch on posts (2 operations)
-- table posts is rebuilt
CREATE TABLE "__diffkit_new_posts" (
  "id" integer CONSTRAINT "posts_pkey" PRIMARY KEY
);
INSERT INTO "__diffkit_new_posts" ("id") SELECT "id" FROM "posts";
DROP TABLE "posts";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "__diffkit_new_posts" RENAME TO "posts";
PRAGMA legacy_alter_table = OFF;
-- drop table users
DROP TABLE "users";

-- downgrade
-- create table users
CREATE TABLE "users" (
  "id" integer CONSTRAINT "users_pkey" PRIMARY KEY
);
-- add column posts.parent_id (integer)
ALTER TABLE "posts" ADD COLUMN "parent_id" integer CONSTRAINT "posts_parent_id_fk" REFERENCES "users" ("id");
