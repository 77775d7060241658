-- upgrade
-- rename constraint users.a to diffkit_renamed_1
ALTER TABLE "users" RENAME CONSTRAINT "a" TO "diffkit_renamed_1";
-- rename sequence b to a
ALTER SEQUENCE "b" RENAME TO "a";
-- rename constraint users.diffkit_renamed_1 to b
ALTER TABLE "users" RENAME CONSTRAINT "diffkit_renamed_1" TO "b";

-- downgrade
-- rename constraint users.b to diffkit_renamed_1
ALTER TABLE "users" RENAME CONSTRAINT "b" TO "diffkit_renamed_1";
-- rename sequence a to b
ALTER SEQUENCE "a" RENAME TO "b";
-- rename constraint users.diffkit_renamed_1 to a
ALTER TABLE "users" RENAME CONSTRAINT "diffkit_renamed_1" TO "a";
