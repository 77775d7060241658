-- upgrade
-- drop policy posts.members
DROP POLICY "members" ON "posts";
-- alter column users.name: type character varying(50)
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "name" TYPE character varying(50);
-- puts them back
-- create policy posts.members
CREATE POLICY "members" ON "posts" FOR SELECT USING (exists (select 1 from users where users.name = posts.author));

-- downgrade
-- drop policy posts.members
DROP POLICY "members" ON "posts";
-- alter column users.name: type text
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "name" TYPE text;
-- puts them back
-- create policy posts.members
CREATE POLICY "members" ON "posts" FOR SELECT USING (exists (select 1 from users where users.name = posts.author));
