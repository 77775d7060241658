-- upgrade
-- create enum word (z, y)
CREATE TYPE "word" AS ENUM ('z', 'y');
-- alter column users.word: type word[], default '{y,z}'
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "word" TYPE "word"[] USING "word"::text[]::word[];
ALTER TABLE "users" ALTER COLUMN "word" SET DEFAULT '{y,z}';
-- puts them back

-- downgrade
-- alter column users.word: type text[], drop default
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "word" DROP DEFAULT;
ALTER TABLE "users" ALTER COLUMN "word" TYPE text[];
-- puts them back
-- drop enum word
DROP TYPE "word";
