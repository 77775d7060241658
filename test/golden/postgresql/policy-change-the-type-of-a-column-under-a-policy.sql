-- upgrade
-- alter column posts.author: type character varying(20)
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- made again below: it depends on the changed column
DROP POLICY "own posts" ON "posts";
ALTER TABLE "posts" ALTER COLUMN "author" TYPE character varying(20);
CREATE POLICY "own posts" ON "posts" USING (author = current_user);
-- puts them back

-- downgrade
-- alter column posts.author: type text
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- made again below: it depends on the changed column
DROP POLICY "own posts" ON "posts";
ALTER TABLE "posts" ALTER COLUMN "author" TYPE text;
CREATE POLICY "own posts" ON "posts" USING (author = current_user);
-- puts them back
