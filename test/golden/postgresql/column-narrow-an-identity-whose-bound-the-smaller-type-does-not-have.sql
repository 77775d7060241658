-- upgrade
-- alter column users.id: type integer, identity
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "id" SET MAXVALUE 2147483647;
ALTER TABLE "users" ALTER COLUMN "id" TYPE integer;
-- puts them back

-- downgrade
-- alter column users.id: type bigint, identity
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "id" TYPE bigint;
ALTER TABLE "users" ALTER COLUMN "id" SET MAXVALUE 5000000000;
-- puts them back
