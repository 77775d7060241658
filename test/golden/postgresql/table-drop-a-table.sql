-- upgrade
-- drop table users
DROP TABLE "users";

-- downgrade
-- create table users
CREATE TABLE "users" (
  "id" integer NOT NULL,
  "age" integer,
  "email" text,
  CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);
