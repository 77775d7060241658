-- upgrade
-- create namespace tools
CREATE SCHEMA "tools";
-- alter extension citext: namespace tools
ALTER EXTENSION "citext" SET SCHEMA "tools";
-- add column users.emails (citext[])
ALTER TABLE "users" ADD COLUMN "emails" tools.citext[] DEFAULT '{}';
-- drop namespace extensions
DROP SCHEMA "extensions";

-- downgrade
-- create namespace extensions
CREATE SCHEMA "extensions";
-- drop column users.emails
ALTER TABLE "users" DROP COLUMN "emails";
-- alter extension citext: namespace extensions
ALTER EXTENSION "citext" SET SCHEMA "extensions";
-- drop namespace tools
DROP SCHEMA "tools";
