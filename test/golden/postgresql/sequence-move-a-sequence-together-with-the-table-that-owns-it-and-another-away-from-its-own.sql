-- upgrade
-- create namespace auth
CREATE SCHEMA "auth";
-- alter sequence numbers: owned by none
ALTER SEQUENCE "numbers" OWNED BY NONE;
-- alter sequence others: owned by none
ALTER SEQUENCE "others" OWNED BY NONE;
-- rename table users to auth.users
-- keeps the sequences that would go with it
ALTER TABLE "users" SET SCHEMA "auth";
-- rename sequence numbers to auth.counts
ALTER SEQUENCE "numbers" RENAME TO "counts";
ALTER SEQUENCE "counts" SET SCHEMA "auth";
-- rename sequence others to auth.others
ALTER SEQUENCE "others" SET SCHEMA "auth";
-- alter sequence auth.counts: owned by auth.users.number
ALTER SEQUENCE "auth"."counts" OWNED BY "auth"."users"."number";

-- downgrade
-- alter sequence auth.counts: owned by none
ALTER SEQUENCE "auth"."counts" OWNED BY NONE;
-- rename sequence auth.others to others
ALTER SEQUENCE "auth"."others" SET SCHEMA "public";
-- rename sequence auth.counts to numbers
ALTER SEQUENCE "auth"."counts" RENAME TO "numbers";
ALTER SEQUENCE "auth"."numbers" SET SCHEMA "public";
-- rename table auth.users to users
-- keeps the sequences that would go with it
ALTER TABLE "auth"."users" SET SCHEMA "public";
-- alter sequence others: owned by posts.age
ALTER SEQUENCE "others" OWNED BY "posts"."age";
-- alter sequence numbers: owned by users.number
ALTER SEQUENCE "numbers" OWNED BY "users"."number";
-- drop namespace auth
DROP SCHEMA "auth";
