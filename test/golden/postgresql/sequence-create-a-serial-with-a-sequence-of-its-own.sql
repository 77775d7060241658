-- upgrade
-- create table users
CREATE SEQUENCE "tickets" INCREMENT BY 10 START WITH 5;
CREATE TABLE "users" (
  "id" integer NOT NULL,
  "number" integer DEFAULT nextval('"tickets"'::regclass) NOT NULL,
  CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);
ALTER SEQUENCE "tickets" OWNED BY "users"."number";

-- downgrade
-- drop table users
DROP TABLE "users";
