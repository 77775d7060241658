-- upgrade
-- create enum word (z, y)
CREATE TYPE "word" AS ENUM ('z', 'y');
-- alter column users.word: type word
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "word" DROP DEFAULT;
ALTER TABLE "users" ALTER COLUMN "word" TYPE "word" USING "word"::word;
ALTER TABLE "users" ALTER COLUMN "word" SET DEFAULT 'y';
-- puts them back

-- downgrade
-- alter column users.word: type text
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "word" DROP DEFAULT;
ALTER TABLE "users" ALTER COLUMN "word" TYPE text;
ALTER TABLE "users" ALTER COLUMN "word" SET DEFAULT 'y';
-- puts them back
-- drop enum word
DROP TYPE "word";
