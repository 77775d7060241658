-- upgrade
-- create table users
CREATE TABLE "users" (
  "id" integer NOT NULL,
  "age" integer,
  "email" text,
  CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- downgrade
-- drop table users
DROP TABLE "users";
