-- upgrade
-- alter column users.age: type text
ALTER TABLE "users" ALTER COLUMN "age" TYPE text;

-- downgrade
-- alter column users.age: type integer
ALTER TABLE "users" ALTER COLUMN "age" TYPE integer USING "age"::integer;
