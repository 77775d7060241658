-- upgrade
-- create table posts
CREATE TABLE "posts" (
  "id" integer NOT NULL,
  "author" text,
  CONSTRAINT "posts_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "posts" ENABLE ROW LEVEL SECURITY;
-- create table users
CREATE TABLE "users" (
  "id" integer NOT NULL,
  "name" text,
  "age" integer,
  CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);
-- create policy posts.members
CREATE POLICY "members" ON "posts" FOR SELECT USING (exists (select 1 from users where users.name = posts.author));

-- downgrade
-- drop policy posts.members
DROP POLICY "members" ON "posts";
-- drop table users
DROP TABLE "users";
-- drop table posts
DROP TABLE "posts";
