-- upgrade
-- alter constraint users.users_check: validate
ALTER TABLE "users" VALIDATE CONSTRAINT "users_check";

-- downgrade
-- alter constraint users.users_check: not valid
-- made again below: not valid
ALTER TABLE "users" DROP CONSTRAINT "users_check";
ALTER TABLE "users" ADD CONSTRAINT "users_check" CHECK (age >= 0) NOT VALID;
