-- upgrade
-- create sequence numbers
CREATE SEQUENCE "numbers" INCREMENT BY 10 START WITH 1000 CACHE 5 CYCLE;
-- create table users
CREATE TABLE "users" (
  "id" integer NOT NULL,
  "number" bigint DEFAULT nextval('numbers'),
  CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- downgrade
-- drop table users
-- keeps the sequences that would go with it
DROP TABLE "users";
-- drop sequence numbers
DROP SEQUENCE "numbers";
