-- upgrade
-- create table users
CREATE TABLE "users" (
  "id" integer NOT NULL,
  "email" text,
  CONSTRAINT "users_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "a" UNIQUE ("email")
);
ALTER TABLE "users" ADD CONSTRAINT "b" UNIQUE ("email");

-- downgrade
-- drop table users
DROP TABLE "users";
