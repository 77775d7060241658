-- upgrade
-- drop constraint users.users_check
ALTER TABLE "users" DROP CONSTRAINT "users_check";
-- add check users.users_check (age >= 0)
ALTER TABLE "users" ADD CONSTRAINT "users_check" CHECK (age >= 0);

-- downgrade
-- drop constraint users.users_check
ALTER TABLE "users" DROP CONSTRAINT "users_check";
-- add check users.users_check (age >= 0)
ALTER TABLE "users" ADD CONSTRAINT "users_check" CHECK (age >= 0) NOT VALID;
