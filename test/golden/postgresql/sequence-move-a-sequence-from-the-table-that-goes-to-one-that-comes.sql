-- upgrade
-- create table posts
CREATE TABLE "posts" (
  "id" integer NOT NULL,
  "number" bigint DEFAULT nextval('numbers'),
  CONSTRAINT "posts_pkey" PRIMARY KEY ("id")
);
-- alter sequence numbers: owned by posts.number
ALTER SEQUENCE "numbers" OWNED BY "posts"."number";
-- drop table users
-- keeps the sequences that would go with it
DROP TABLE "users";

-- downgrade
-- create table users
CREATE TABLE "users" (
  "id" integer NOT NULL,
  "number" bigint DEFAULT nextval('numbers'),
  CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);
-- alter sequence numbers: owned by users.number
ALTER SEQUENCE "numbers" OWNED BY "users"."number";
-- drop table posts
-- keeps the sequences that would go with it
DROP TABLE "posts";
