-- upgrade
-- create table users
CREATE TABLE "users" (
  "id" integer NOT NULL,
  "span" int4range,
  CONSTRAINT "users_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "users_excl" EXCLUDE USING gist (span WITH &&)
);
ALTER TABLE "users" ADD CONSTRAINT "users_excl_too" EXCLUDE USING gist (span WITH &&);

-- downgrade
-- drop table users
DROP TABLE "users";
