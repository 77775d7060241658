-- upgrade
-- drop table users
DROP TABLE "users";

-- downgrade
-- create table users
CREATE TABLE "users" (
  "id" integer CONSTRAINT "users_pkey" PRIMARY KEY,
  "age" integer,
  "email" text
);
