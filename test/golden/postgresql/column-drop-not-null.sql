-- upgrade
-- alter column users.age: drop not null
ALTER TABLE "users" ALTER COLUMN "age" DROP NOT NULL;

-- downgrade
-- alter column users.age: set not null
ALTER TABLE "users" ALTER COLUMN "age" SET NOT NULL;
