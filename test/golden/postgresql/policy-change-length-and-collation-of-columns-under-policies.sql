-- upgrade
-- drop view authors
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "authors";
-- alter column posts.author: type character varying(40)
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- made again below: it depends on the changed column
DROP POLICY "own posts" ON "posts";
-- made again below: it depends on the changed column
DROP POLICY "titles" ON "posts";
-- made again below: it depends on the changed column
ALTER TABLE "posts" DROP COLUMN "isnamed";
ALTER TABLE "posts" ALTER COLUMN "author" TYPE character varying(40);
ALTER TABLE "posts" ADD COLUMN "isnamed" boolean GENERATED ALWAYS AS (title <> author and author <> '') STORED;
CREATE POLICY "own posts" ON "posts" USING (author = current_user);
COMMENT ON POLICY "own posts" ON "posts" IS 'Of the author';
CREATE POLICY "titles" ON "posts" AS RESTRICTIVE FOR INSERT WITH CHECK (title > 'a' and isnamed);
-- puts them back
-- puts them back
-- alter column posts.title: collation C
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- made again below: it depends on the changed column
DROP POLICY "titles" ON "posts";
-- made again below: it depends on the changed column
ALTER TABLE "posts" DROP COLUMN "isnamed";
ALTER TABLE "posts" ALTER COLUMN "title" TYPE text COLLATE "C";
ALTER TABLE "posts" ADD COLUMN "isnamed" boolean GENERATED ALWAYS AS (title <> author and author <> '') STORED;
CREATE POLICY "titles" ON "posts" AS RESTRICTIVE FOR INSERT WITH CHECK (title > 'a' and isnamed);
-- puts them back
-- puts them back
ALTER TABLE "posts" ALTER COLUMN "title" SET STORAGE EXTERNAL;
-- create view authors
CREATE VIEW "authors" AS select author, title from posts;
-- puts them back
-- puts them back

-- downgrade
-- drop view authors
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "authors";
-- alter column posts.title: drop collation
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- made again below: it depends on the changed column
DROP POLICY "titles" ON "posts";
-- made again below: it depends on the changed column
ALTER TABLE "posts" DROP COLUMN "isnamed";
ALTER TABLE "posts" ALTER COLUMN "title" TYPE text;
ALTER TABLE "posts" ADD COLUMN "isnamed" boolean GENERATED ALWAYS AS (title <> author and author <> '') STORED;
CREATE POLICY "titles" ON "posts" AS RESTRICTIVE FOR INSERT WITH CHECK (title > 'a' and isnamed);
-- puts them back
-- puts them back
ALTER TABLE "posts" ALTER COLUMN "title" SET STORAGE EXTERNAL;
-- alter column posts.author: type character varying(30)
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- made again below: it depends on the changed column
DROP POLICY "own posts" ON "posts";
-- made again below: it depends on the changed column
DROP POLICY "titles" ON "posts";
-- made again below: it depends on the changed column
ALTER TABLE "posts" DROP COLUMN "isnamed";
ALTER TABLE "posts" ALTER COLUMN "author" TYPE character varying(30);
ALTER TABLE "posts" ADD COLUMN "isnamed" boolean GENERATED ALWAYS AS (title <> author and author <> '') STORED;
CREATE POLICY "own posts" ON "posts" USING (author = current_user);
COMMENT ON POLICY "own posts" ON "posts" IS 'Of the author';
CREATE POLICY "titles" ON "posts" AS RESTRICTIVE FOR INSERT WITH CHECK (title > 'a' and isnamed);
-- puts them back
-- puts them back
-- create view authors
CREATE VIEW "authors" AS select author, title from posts;
-- puts them back
-- puts them back
