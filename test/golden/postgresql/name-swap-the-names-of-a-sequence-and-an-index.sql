-- upgrade
-- rename index users.a to diffkit_renamed_1
ALTER INDEX "a" RENAME TO "diffkit_renamed_1";
-- rename sequence b to a
ALTER SEQUENCE "b" RENAME TO "a";
-- rename index users.diffkit_renamed_1 to b
ALTER INDEX "diffkit_renamed_1" RENAME TO "b";

-- downgrade
-- rename index users.b to diffkit_renamed_1
ALTER INDEX "b" RENAME TO "diffkit_renamed_1";
-- rename sequence a to b
ALTER SEQUENCE "a" RENAME TO "b";
-- rename index users.diffkit_renamed_1 to a
ALTER INDEX "diffkit_renamed_1" RENAME TO "a";
