-- upgrade
-- drop column users.email
ALTER TABLE "users" DROP COLUMN "email";

-- downgrade
-- add column users.email (text)
ALTER TABLE "users" ADD COLUMN "email" text NOT NULL;
