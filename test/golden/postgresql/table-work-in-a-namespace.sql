-- upgrade
-- create namespace auth
CREATE SCHEMA "auth";
-- create enum auth.role (y, z)
CREATE TYPE "auth"."role" AS ENUM ('y', 'z');
-- create table auth.users
CREATE TABLE "auth"."users" (
  "id" integer NOT NULL,
  "role" "auth"."role",
  CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- downgrade
-- drop table auth.users
DROP TABLE "auth"."users";
-- drop enum auth.role
DROP TYPE "auth"."role";
-- drop namespace auth
DROP SCHEMA "auth";
