-- upgrade
-- create table posts
CREATE TABLE "posts" (
  "id" integer NOT NULL,
  "author" text,
  CONSTRAINT "posts_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "posts" ENABLE ROW LEVEL SECURITY;
-- create view adults
CREATE VIEW "adults" AS select name from users where age >= 18;
-- create policy posts.adults
CREATE POLICY "adults" ON "posts" USING (author in (select name from adults));

-- downgrade
-- drop policy posts.adults
DROP POLICY "adults" ON "posts";
-- drop view adults
DROP VIEW "adults";
-- drop table posts
DROP TABLE "posts";
