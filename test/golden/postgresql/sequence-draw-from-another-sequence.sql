-- upgrade
-- create sequence others
CREATE SEQUENCE "others";
-- alter column users.number: default nextval('others')
ALTER TABLE "users" ALTER COLUMN "number" SET DEFAULT nextval('others');
-- drop sequence numbers
DROP SEQUENCE "numbers";

-- downgrade
-- create sequence numbers
CREATE SEQUENCE "numbers";
-- alter column users.number: default nextval('numbers')
ALTER TABLE "users" ALTER COLUMN "number" SET DEFAULT nextval('numbers');
-- drop sequence others
DROP SEQUENCE "others";
