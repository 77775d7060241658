-- upgrade
-- drop policy posts.own posts
DROP POLICY "own posts" ON "posts";
-- drop column posts.author
ALTER TABLE "posts" DROP COLUMN "author";

-- downgrade
-- add column posts.author (text)
ALTER TABLE "posts" ADD COLUMN "author" text;
-- create policy posts.own posts
CREATE POLICY "own posts" ON "posts" USING (author = current_user);
