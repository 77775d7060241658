-- upgrade
-- create extension pg_trgm
-- needed by notes.words (gin_trgm_ops)
CREATE EXTENSION IF NOT EXISTS "pg_trgm";
-- create index notes.words (body)
CREATE INDEX "words" ON "notes" USING gin ("body" gin_trgm_ops);

-- downgrade
-- drop index notes.words
DROP INDEX "words";
-- drop extension pg_trgm
DROP EXTENSION "pg_trgm";
