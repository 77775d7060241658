-- upgrade
-- alter column users.age: default 2
ALTER TABLE "users" ALTER COLUMN "age" SET DEFAULT 2;

-- downgrade
-- alter column users.age: default 1
ALTER TABLE "users" ALTER COLUMN "age" SET DEFAULT 1;
