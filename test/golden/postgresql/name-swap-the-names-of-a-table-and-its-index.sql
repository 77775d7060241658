-- upgrade
-- rename index users.people to diffkit_renamed_1
ALTER INDEX "people" RENAME TO "diffkit_renamed_1";
-- rename table users to people
ALTER TABLE "users" RENAME TO "people";
-- rename index people.diffkit_renamed_1 to users
ALTER INDEX "diffkit_renamed_1" RENAME TO "users";

-- downgrade
-- rename index people.users to diffkit_renamed_1
ALTER INDEX "users" RENAME TO "diffkit_renamed_1";
-- rename table people to users
ALTER TABLE "people" RENAME TO "users";
-- rename index users.diffkit_renamed_1 to people
ALTER INDEX "diffkit_renamed_1" RENAME TO "people";
