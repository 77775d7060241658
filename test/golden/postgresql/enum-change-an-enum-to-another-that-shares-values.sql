-- upgrade
-- alter column users.word: default 'new', type other
ALTER TABLE "users" ALTER COLUMN "word" DROP DEFAULT;
ALTER TABLE "users" ALTER COLUMN "word" TYPE "other" USING "word"::text::other;
ALTER TABLE "users" ALTER COLUMN "word" SET DEFAULT 'new';

-- downgrade
-- alter column users.word: default 'y', type word
ALTER TABLE "users" ALTER COLUMN "word" DROP DEFAULT;
ALTER TABLE "users" ALTER COLUMN "word" TYPE "word" USING "word"::text::word;
ALTER TABLE "users" ALTER COLUMN "word" SET DEFAULT 'y';
