-- upgrade
-- create table posts
CREATE TABLE "posts" (
  "id" integer CONSTRAINT "posts_pkey" PRIMARY KEY,
  "parent_id" integer,
  CONSTRAINT "posts_parent_id_fk" FOREIGN KEY ("parent_id") REFERENCES "users" ("id")
);
-- create table users
CREATE TABLE "users" (
  "id" integer CONSTRAINT "users_pkey" PRIMARY KEY,
  "parent_id" integer,
  CONSTRAINT "users_parent_id_fk" FOREIGN KEY ("parent_id") REFERENCES "posts" ("id")
);

-- downgrade
-- drop table users
DROP TABLE "users";
-- drop table posts
DROP TABLE "posts";
