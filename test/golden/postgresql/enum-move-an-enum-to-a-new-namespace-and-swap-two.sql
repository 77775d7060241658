-- upgrade
-- create namespace auth
CREATE SCHEMA "auth";
-- rename enum word to auth.Word
ALTER TYPE "word" RENAME TO "Word";
ALTER TYPE "Word" SET SCHEMA "auth";
-- rename enum a to diffkit_renamed_2
ALTER TYPE "a" RENAME TO "diffkit_renamed_2";
-- rename enum b to a
ALTER TYPE "b" RENAME TO "a";
-- rename enum diffkit_renamed_2 to b
ALTER TYPE "diffkit_renamed_2" RENAME TO "b";

-- downgrade
-- rename enum b to diffkit_renamed_2
ALTER TYPE "b" RENAME TO "diffkit_renamed_2";
-- rename enum a to b
ALTER TYPE "a" RENAME TO "b";
-- rename enum diffkit_renamed_2 to a
ALTER TYPE "diffkit_renamed_2" RENAME TO "a";
-- rename enum auth.Word to word
ALTER TYPE "auth"."Word" RENAME TO "word";
ALTER TYPE "auth"."word" SET SCHEMA "public";
-- drop namespace auth
DROP SCHEMA "auth";
