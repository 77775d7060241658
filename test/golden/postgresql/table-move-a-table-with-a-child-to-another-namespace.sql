-- upgrade
-- create namespace auth
CREATE SCHEMA "auth";
-- rename table users to auth.users
ALTER TABLE "users" SET SCHEMA "auth";

-- downgrade
-- rename table auth.users to users
ALTER TABLE "auth"."users" SET SCHEMA "public";
-- drop namespace auth
DROP SCHEMA "auth";
