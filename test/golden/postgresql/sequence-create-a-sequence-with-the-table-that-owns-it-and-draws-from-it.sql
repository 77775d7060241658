-- upgrade
-- create sequence numbers
CREATE SEQUENCE "numbers";
-- create table users
CREATE TABLE "users" (
  "id" integer NOT NULL,
  "number" bigint DEFAULT nextval('numbers'),
  CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);
-- alter sequence numbers: owned by users.number
ALTER SEQUENCE "numbers" OWNED BY "users"."number";

-- downgrade
-- alter sequence numbers: owned by none
ALTER SEQUENCE "numbers" OWNED BY NONE;
-- drop table users
-- keeps the sequences that would go with it
DROP TABLE "users";
-- drop sequence numbers
DROP SEQUENCE "numbers";
