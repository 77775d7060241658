-- upgrade
-- rename constraint users.users_check to users_age_check
ALTER TABLE "users" RENAME CONSTRAINT "users_check" TO "users_age_check";

-- downgrade
-- rename constraint users.users_age_check to users_check
ALTER TABLE "users" RENAME CONSTRAINT "users_age_check" TO "users_check";
