-- upgrade
-- create table people
CREATE TABLE "people" (
  "id" integer NOT NULL,
  CONSTRAINT "people_pkey" PRIMARY KEY ("id")
);
-- drop table users
DROP TABLE "users";
-- create sequence users_number_seq
CREATE SEQUENCE "users_number_seq";

-- downgrade
-- drop sequence users_number_seq
DROP SEQUENCE "users_number_seq";
-- create table users
CREATE TABLE "users" (
  "id" integer NOT NULL,
  "number" serial,
  CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);
-- drop table people
DROP TABLE "people";
