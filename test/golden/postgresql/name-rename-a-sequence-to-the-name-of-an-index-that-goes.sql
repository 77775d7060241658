-- upgrade
-- rename index users.a to diffkit_renamed_1
ALTER INDEX "a" RENAME TO "diffkit_renamed_1";
-- rename sequence b to a
ALTER SEQUENCE "b" RENAME TO "a";
-- drop index users.diffkit_renamed_1
DROP INDEX "diffkit_renamed_1";

-- downgrade
-- create index users.diffkit_renamed_1 (age)
CREATE INDEX "diffkit_renamed_1" ON "users" ("age");
-- rename sequence a to b
ALTER SEQUENCE "a" RENAME TO "b";
-- rename index users.diffkit_renamed_1 to a
ALTER INDEX "diffkit_renamed_1" RENAME TO "a";
