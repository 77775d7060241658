-- upgrade
-- alter column users.id: type integer
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "id" TYPE integer;
ALTER TABLE "users" ALTER COLUMN "id" SET MINVALUE -32768;
-- puts them back

-- downgrade
-- alter column users.id: type smallint
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "id" TYPE smallint;
-- puts them back
