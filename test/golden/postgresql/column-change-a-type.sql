-- upgrade
-- alter column users.age: type text
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "age" TYPE text;
-- puts them back

-- downgrade
-- alter column users.age: type integer
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "age" TYPE integer USING "age"::integer;
-- puts them back
