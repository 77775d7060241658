-- upgrade
-- drop policy posts.own posts
DROP POLICY "own posts" ON "posts";
-- create policy posts.own posts
CREATE POLICY "own posts" ON "posts" FOR UPDATE USING (author = current_user);

-- downgrade
-- drop policy posts.own posts
DROP POLICY "own posts" ON "posts";
-- create policy posts.own posts
CREATE POLICY "own posts" ON "posts" USING (author = current_user);
