-- upgrade
-- drop column users.number
-- keeps the sequences that would go with it
ALTER TABLE "users" DROP COLUMN "number";
-- drop sequence numbers
DROP SEQUENCE "numbers";

-- downgrade
-- create sequence numbers
CREATE SEQUENCE "numbers";
-- add column users.number (bigint)
ALTER TABLE "users" ADD COLUMN "number" bigint DEFAULT nextval('public.numbers');
