-- upgrade
-- drop policy posts.members
DROP POLICY "members" ON "posts";
-- drop table users
DROP TABLE "users";

-- downgrade
-- create table users
CREATE TABLE "users" (
  "id" integer NOT NULL,
  "name" text,
  "age" integer,
  CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);
-- create policy posts.members
CREATE POLICY "members" ON "posts" FOR SELECT USING (exists (select 1 from users where users.name = posts.author));
