-- upgrade
-- create namespace extensions
CREATE SCHEMA "extensions";
-- create extension citext in extensions
-- needed by users.email (citext)
CREATE EXTENSION IF NOT EXISTS "citext" WITH SCHEMA "extensions";
-- create extension pg_trgm in extensions
-- needed by notes.words (gin_trgm_ops)
CREATE EXTENSION IF NOT EXISTS "pg_trgm" WITH SCHEMA "extensions";
-- create table users
CREATE TABLE "users" (
  "id" integer NOT NULL,
  "email" extensions.citext,
  CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);
-- create index notes.words (body)
CREATE INDEX "words" ON "notes" USING gin ("body" extensions.gin_trgm_ops);

-- downgrade
-- drop index notes.words
DROP INDEX "words";
-- drop table users
DROP TABLE "users";
-- drop extension pg_trgm
DROP EXTENSION "pg_trgm";
-- drop extension citext
DROP EXTENSION "citext";
-- drop namespace extensions
DROP SCHEMA "extensions";
