-- upgrade
-- rename sequence numbers to diffkit_renamed_1
ALTER SEQUENCE "numbers" RENAME TO "diffkit_renamed_1";
-- rename table users to numbers
ALTER TABLE "users" RENAME TO "numbers";
-- rename sequence diffkit_renamed_1 to users
ALTER SEQUENCE "diffkit_renamed_1" RENAME TO "users";

-- downgrade
-- rename sequence users to diffkit_renamed_1
ALTER SEQUENCE "users" RENAME TO "diffkit_renamed_1";
-- rename table numbers to users
ALTER TABLE "numbers" RENAME TO "users";
-- rename sequence diffkit_renamed_1 to numbers
ALTER SEQUENCE "diffkit_renamed_1" RENAME TO "numbers";
