-- upgrade
-- drop column users.email
ALTER TABLE "users" DROP COLUMN "email";
-- alter column users.age: set not null, default 0
ALTER TABLE "users" ALTER COLUMN "age" SET DEFAULT 0;
ALTER TABLE "users" ALTER COLUMN "age" SET NOT NULL;

-- downgrade
-- alter column users.age: drop not null, drop default
ALTER TABLE "users" ALTER COLUMN "age" DROP DEFAULT;
ALTER TABLE "users" ALTER COLUMN "age" DROP NOT NULL;
-- add column users.email (text)
ALTER TABLE "users" ADD COLUMN "email" text;
