-- upgrade
-- drop policy posts.members
DROP POLICY "members" ON "posts";
-- rename column posts.author to writer
ALTER TABLE "posts" RENAME COLUMN "author" TO "writer";
-- create policy posts.members
CREATE POLICY "members" ON "posts" FOR SELECT USING (exists (select 1 from users where users.name = posts.writer));

-- downgrade
-- drop policy posts.members
DROP POLICY "members" ON "posts";
-- rename column posts.writer to author
ALTER TABLE "posts" RENAME COLUMN "writer" TO "author";
-- create policy posts.members
CREATE POLICY "members" ON "posts" FOR SELECT USING (exists (select 1 from users where users.name = posts.author));
