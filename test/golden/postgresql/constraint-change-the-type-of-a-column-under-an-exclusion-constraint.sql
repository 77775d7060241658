-- upgrade
-- alter column users.age: type bigint
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- made again below: it depends on the changed column
ALTER TABLE "users" DROP CONSTRAINT "users_excl";
ALTER TABLE "users" ALTER COLUMN "age" TYPE bigint;
ALTER TABLE "users" ADD CONSTRAINT "users_excl" EXCLUDE (age WITH =);
-- puts them back

-- downgrade
-- alter column users.age: type integer
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- made again below: it depends on the changed column
ALTER TABLE "users" DROP CONSTRAINT "users_excl";
ALTER TABLE "users" ALTER COLUMN "age" TYPE integer;
ALTER TABLE "users" ADD CONSTRAINT "users_excl" EXCLUDE (age WITH =);
-- puts them back
