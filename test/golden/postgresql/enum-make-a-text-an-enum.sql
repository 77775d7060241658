-- upgrade
-- create enum word (z, y)
CREATE TYPE "word" AS ENUM ('z', 'y');
-- alter column users.word: type word
ALTER TABLE "users" ALTER COLUMN "word" DROP DEFAULT;
ALTER TABLE "users" ALTER COLUMN "word" TYPE "word" USING "word"::word;
ALTER TABLE "users" ALTER COLUMN "word" SET DEFAULT 'y';

-- downgrade
-- alter column users.word: type text
ALTER TABLE "users" ALTER COLUMN "word" DROP DEFAULT;
ALTER TABLE "users" ALTER COLUMN "word" TYPE text;
ALTER TABLE "users" ALTER COLUMN "word" SET DEFAULT 'y';
-- drop enum word
DROP TYPE "word";
