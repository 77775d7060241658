-- upgrade
-- alter column users.age: drop default
ALTER TABLE "users" ALTER COLUMN "age" DROP DEFAULT;

-- downgrade
-- alter column users.age: default 1
ALTER TABLE "users" ALTER COLUMN "age" SET DEFAULT 1;
