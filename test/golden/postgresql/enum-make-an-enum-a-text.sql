-- upgrade
-- alter column users.word: type text
ALTER TABLE "users" ALTER COLUMN "word" DROP DEFAULT;
ALTER TABLE "users" ALTER COLUMN "word" TYPE text;
ALTER TABLE "users" ALTER COLUMN "word" SET DEFAULT 'y';
-- drop enum word
DROP TYPE "word";

-- downgrade
-- create enum word (y, z)
CREATE TYPE "word" AS ENUM ('y', 'z');
-- alter column users.word: type word
ALTER TABLE "users" ALTER COLUMN "word" DROP DEFAULT;
ALTER TABLE "users" ALTER COLUMN "word" TYPE "word" USING "word"::word;
ALTER TABLE "users" ALTER COLUMN "word" SET DEFAULT 'y';
