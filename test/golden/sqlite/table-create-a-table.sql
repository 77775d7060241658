-- upgrade
-- create table users
CREATE TABLE "users" (
  "id" integer CONSTRAINT "users_pkey" PRIMARY KEY,
  "age" integer,
  "email" text
);

-- downgrade
-- drop table users
DROP TABLE "users";
