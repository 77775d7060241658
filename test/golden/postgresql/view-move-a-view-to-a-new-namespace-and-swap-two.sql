-- upgrade
-- create namespace auth
CREATE SCHEMA "auth";
-- rename view adults to auth.grown
ALTER VIEW "adults" RENAME TO "grown";
ALTER VIEW "grown" SET SCHEMA "auth";
-- rename view a to diffkit_renamed_2
ALTER VIEW "a" RENAME TO "diffkit_renamed_2";
-- rename view b to a
ALTER VIEW "b" RENAME TO "a";
-- rename view diffkit_renamed_2 to b
ALTER VIEW "diffkit_renamed_2" RENAME TO "b";

-- downgrade
-- rename view b to diffkit_renamed_2
ALTER VIEW "b" RENAME TO "diffkit_renamed_2";
-- rename view a to b
ALTER VIEW "a" RENAME TO "b";
-- rename view diffkit_renamed_2 to a
ALTER VIEW "diffkit_renamed_2" RENAME TO "a";
-- rename view auth.grown to adults
ALTER VIEW "auth"."grown" RENAME TO "adults";
ALTER VIEW "auth"."adults" SET SCHEMA "public";
-- drop namespace auth
DROP SCHEMA "auth";
