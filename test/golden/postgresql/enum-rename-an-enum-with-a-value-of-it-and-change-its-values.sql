-- upgrade
-- rename enum word to term
ALTER TYPE "word" RENAME TO "term";
-- rename value 'z' of enum term to 'w'
ALTER TYPE "term" RENAME VALUE 'z' TO 'w';
-- alter enum term: values y, w, x
ALTER TYPE "term" ADD VALUE 'x';

-- downgrade
-- alter enum term: values y, w
-- refuses while a type, an operator or a table of others stands on it
-- refuses while a row holds a value that goes
DO $diffkit$
DECLARE held text;
BEGIN
  SELECT string_agg(line, '; ') INTO held FROM (
    SELECT 'users.word holds ''x'', rows: ' || n || (SELECT ' (' || string_agg(example, '; ') || ')' FROM (SELECT 'id ' || "id"::text AS example FROM "users" WHERE "word" = 'x' ORDER BY "id" LIMIT 3) AS examples) AS line FROM (SELECT count(*) AS n FROM "users" WHERE "word" = 'x') AS counted WHERE n > 0
    UNION ALL
    SELECT 'users.words holds ''x'', rows: ' || n || (SELECT ' (' || string_agg(example, '; ') || ')' FROM (SELECT 'id ' || "id"::text AS example FROM "users" WHERE 'x' = ANY ("words") ORDER BY "id" LIMIT 3) AS examples) AS line FROM (SELECT count(*) AS n FROM "users" WHERE 'x' = ANY ("words")) AS counted WHERE n > 0
  ) AS found;
  IF held IS NOT NULL THEN RAISE EXCEPTION '%', held; END IF;
END $diffkit$;
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "spoken";
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- made again below: it depends on the changed column
ALTER TABLE "users" DROP CONSTRAINT "users_check";
-- made again below: it depends on the changed column
DROP INDEX "users_word";
ALTER TABLE "users" ALTER COLUMN "word" DROP DEFAULT, ALTER COLUMN "words" DROP DEFAULT;
-- keeps the functions over the type, and what stands on them
-- keeps the owner, the grants and the comment of the type
-- a value cannot be dropped or moved: the type is made anew
ALTER TYPE "term" RENAME TO "term__old";
CREATE TYPE "term" AS ENUM ('y', 'w');
-- puts them back
ALTER TABLE "users" ALTER COLUMN "word" TYPE "term" USING "word"::text::"term", ALTER COLUMN "words" TYPE "term"[] USING "words"::text[]::"term"[];
DROP TYPE "term__old";
-- puts them back
ALTER TABLE "users" ALTER COLUMN "word" SET DEFAULT 'y'::term, ALTER COLUMN "words" SET DEFAULT array['w'::public.term];
ALTER TABLE "users" ADD CONSTRAINT "users_check" CHECK (word = cast('y' as term) or words[1] = term 'w');
CREATE INDEX "users_word" ON "users" ("word") WHERE word > 'y'::term;
-- puts them back
-- puts them back
CREATE VIEW "spoken" AS select id as word from users where word = 'y'::term;
-- puts them back
-- puts them back
-- rename value 'w' of enum term to 'z'
ALTER TYPE "term" RENAME VALUE 'w' TO 'z';
-- rename enum term to word
ALTER TYPE "term" RENAME TO "word";
