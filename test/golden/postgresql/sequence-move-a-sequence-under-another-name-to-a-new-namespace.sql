-- upgrade
-- create namespace auth
CREATE SCHEMA "auth";
-- rename sequence numbers to auth.All Counts
ALTER SEQUENCE "numbers" RENAME TO "All Counts";
ALTER SEQUENCE "All Counts" SET SCHEMA "auth";

-- downgrade
-- rename sequence auth.All Counts to numbers
ALTER SEQUENCE "auth"."All Counts" RENAME TO "numbers";
ALTER SEQUENCE "auth"."numbers" SET SCHEMA "public";
-- drop namespace auth
DROP SCHEMA "auth";
