-- upgrade
-- alter policy posts.own posts: using (author = session_user)
ALTER POLICY "own posts" ON "posts" USING (author = session_user);

-- downgrade
-- alter policy posts.own posts: using (author = current_user)
ALTER POLICY "own posts" ON "posts" USING (author = current_user);
