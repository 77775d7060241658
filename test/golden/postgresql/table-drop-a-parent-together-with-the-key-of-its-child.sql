-- upgrade
-- drop constraint posts.posts_parent_id_fk
ALTER TABLE "posts" DROP CONSTRAINT "posts_parent_id_fk";
-- drop column posts.parent_id
ALTER TABLE "posts" DROP COLUMN "parent_id";
-- drop table users
DROP TABLE "users";

-- downgrade
-- create table users
CREATE TABLE "users" (
  "id" integer NOT NULL,
  CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);
-- add column posts.parent_id (integer)
ALTER TABLE "posts" ADD COLUMN "parent_id" integer;
-- add foreign key posts.posts_parent_id_fk (parent_id) to users (id)
ALTER TABLE "posts" ADD CONSTRAINT "posts_parent_id_fk" FOREIGN KEY ("parent_id") REFERENCES "users" ("id");
