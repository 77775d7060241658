-- upgrade
-- rename table auth.users to people
ALTER TABLE "auth"."users" RENAME TO "people";
ALTER TABLE "auth"."people" SET SCHEMA "public";
-- drop namespace auth
DROP SCHEMA "auth";

-- downgrade
-- create namespace auth
CREATE SCHEMA "auth";
-- rename table people to auth.users
ALTER TABLE "people" RENAME TO "users";
ALTER TABLE "users" SET SCHEMA "auth";
