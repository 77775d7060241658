-- upgrade
-- alter column users.word: type other, default 'new'
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "word" DROP DEFAULT;
ALTER TABLE "users" ALTER COLUMN "word" TYPE "other" USING "word"::text::other;
ALTER TABLE "users" ALTER COLUMN "word" SET DEFAULT 'new';
-- puts them back

-- downgrade
-- alter column users.word: type word, default 'y'
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "word" DROP DEFAULT;
ALTER TABLE "users" ALTER COLUMN "word" TYPE "word" USING "word"::text::word;
ALTER TABLE "users" ALTER COLUMN "word" SET DEFAULT 'y';
-- puts them back
