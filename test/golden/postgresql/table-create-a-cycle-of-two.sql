-- upgrade
-- create table posts
CREATE TABLE "posts" (
  "id" integer NOT NULL,
  "parent_id" integer,
  CONSTRAINT "posts_pkey" PRIMARY KEY ("id")
);
-- create table users
CREATE TABLE "users" (
  "id" integer NOT NULL,
  "parent_id" integer,
  CONSTRAINT "users_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "users_parent_id_fk" FOREIGN KEY ("parent_id") REFERENCES "posts" ("id")
);
-- add foreign key posts.posts_parent_id_fk (parent_id) to users (id)
ALTER TABLE "posts" ADD CONSTRAINT "posts_parent_id_fk" FOREIGN KEY ("parent_id") REFERENCES "users" ("id");

-- downgrade
-- drop constraint posts.posts_parent_id_fk
ALTER TABLE "posts" DROP CONSTRAINT "posts_parent_id_fk";
-- drop table users
DROP TABLE "users";
-- drop table posts
DROP TABLE "posts";
