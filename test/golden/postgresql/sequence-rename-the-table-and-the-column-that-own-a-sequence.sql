-- upgrade
-- rename table users to people
ALTER TABLE "users" RENAME TO "people";
-- rename column people.number to count
ALTER TABLE "people" RENAME COLUMN "number" TO "count";

-- downgrade
-- rename column people.count to number
ALTER TABLE "people" RENAME COLUMN "count" TO "number";
-- rename table people to users
ALTER TABLE "people" RENAME TO "users";
