-- upgrade
-- create enum word (z, y)
CREATE TYPE "word" AS ENUM ('z', 'y');
-- alter column users.word: default '{y,z}', type word[]
ALTER TABLE "users" ALTER COLUMN "word" TYPE "word"[] USING "word"::text[]::word[];
ALTER TABLE "users" ALTER COLUMN "word" SET DEFAULT '{y,z}';

-- downgrade
-- alter column users.word: drop default, type text[]
ALTER TABLE "users" ALTER COLUMN "word" DROP DEFAULT;
ALTER TABLE "users" ALTER COLUMN "word" TYPE text[];
-- drop enum word
DROP TYPE "word";
