-- upgrade
-- create sequence numbers
CREATE SEQUENCE "numbers" CACHE 3 OWNED BY "users"."age";

-- downgrade
-- drop sequence numbers
DROP SEQUENCE "numbers";
