-- upgrade
-- create extension citext
-- needed by users.email (citext)
CREATE EXTENSION IF NOT EXISTS "citext";
-- add column users.email (citext)
ALTER TABLE "users" ADD COLUMN "email" citext;

-- downgrade
-- drop column users.email
ALTER TABLE "users" DROP COLUMN "email";
-- drop extension citext
DROP EXTENSION "citext";
