-- upgrade
-- create table users
CREATE UNLOGGED TABLE "users" (
  "id" integer NOT NULL,
  "age" integer,
  "email" text COLLATE "C",
  "span" int4range,
  CONSTRAINT "users_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "a" UNIQUE ("age") INCLUDE ("email"),
  CONSTRAINT "b" UNIQUE ("email") DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT "d" CHECK (age > 0) NO INHERIT,
  CONSTRAINT "e" EXCLUDE USING gist (span WITH &&) WHERE (age > 0)
) WITH (fillfactor = 70);
ALTER TABLE "users" ADD CONSTRAINT "c" CHECK (age > 0) NOT VALID;
ALTER TABLE "users" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "users" FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE "users" IS 'People';
COMMENT ON COLUMN "users"."age" IS 'In years';

-- downgrade
-- drop table users
DROP TABLE "users";
