-- upgrade
-- drop constraint users.users_excl
ALTER TABLE "users" DROP CONSTRAINT "users_excl";
-- drop column users.span
ALTER TABLE "users" DROP COLUMN "span";

-- downgrade
-- add column users.span (int4range)
ALTER TABLE "users" ADD COLUMN "span" int4range;
-- add exclusion constraint users.users_excl USING gist (span WITH &&)
ALTER TABLE "users" ADD CONSTRAINT "users_excl" EXCLUDE USING gist (span WITH &&);
