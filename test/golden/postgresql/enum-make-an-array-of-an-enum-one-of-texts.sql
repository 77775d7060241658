-- upgrade
-- alter column users.word: type text[]
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "word" DROP DEFAULT;
ALTER TABLE "users" ALTER COLUMN "word" TYPE text[];
ALTER TABLE "users" ALTER COLUMN "word" SET DEFAULT '{y}';
-- puts them back
-- drop enum word
DROP TYPE "word";

-- downgrade
-- create enum word (y, z)
CREATE TYPE "word" AS ENUM ('y', 'z');
-- alter column users.word: type word[]
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "word" DROP DEFAULT;
ALTER TABLE "users" ALTER COLUMN "word" TYPE "word"[] USING "word"::text[]::word[];
ALTER TABLE "users" ALTER COLUMN "word" SET DEFAULT '{y}';
-- puts them back
