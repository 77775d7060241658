-- upgrade
-- create table posts
CREATE TABLE "posts" (
  "id" integer NOT NULL,
  "author" text,
  CONSTRAINT "posts_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "posts" ENABLE ROW LEVEL SECURITY;
CREATE POLICY "own posts" ON "posts" USING (author = current_user);
CREATE POLICY "no drafts" ON "posts" AS RESTRICTIVE FOR INSERT WITH CHECK (author <> '');

-- downgrade
-- drop table posts
DROP TABLE "posts";
