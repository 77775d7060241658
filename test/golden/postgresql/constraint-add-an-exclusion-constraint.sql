-- upgrade
-- add exclusion constraint users.users_excl USING gist (span WITH &&)
ALTER TABLE "users" ADD CONSTRAINT "users_excl" EXCLUDE USING gist (span WITH &&);

-- downgrade
-- drop constraint users.users_excl
ALTER TABLE "users" DROP CONSTRAINT "users_excl";
