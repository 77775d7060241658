-- upgrade
-- rename index users.people to diffkit_renamed_1
DROP INDEX "people";
CREATE INDEX "diffkit_renamed_1" ON "users" ("age");
-- rename table users to people
ALTER TABLE "users" RENAME TO "people";
-- rename index people.diffkit_renamed_1 to users
DROP INDEX "diffkit_renamed_1";
CREATE INDEX "users" ON "people" ("age");

-- downgrade
-- rename index people.users to diffkit_renamed_1
DROP INDEX "users";
CREATE INDEX "diffkit_renamed_1" ON "people" ("age");
-- rename table people to users
ALTER TABLE "people" RENAME TO "users";
-- rename index users.diffkit_renamed_1 to people
DROP INDEX "diffkit_renamed_1";
CREATE INDEX "people" ON "users" ("age");
