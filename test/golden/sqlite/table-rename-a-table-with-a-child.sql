-- upgrade
-- rename table users to people
ALTER TABLE "users" RENAME TO "people";

-- downgrade
-- rename table people to users
ALTER TABLE "people" RENAME TO "users";
