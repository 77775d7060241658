-- upgrade
-- alter sequence numbers: owned by none
ALTER SEQUENCE "numbers" OWNED BY NONE;
-- drop column users.number
-- keeps the sequences that would go with it
ALTER TABLE "users" DROP COLUMN "number";

-- downgrade
-- add column users.number (bigint)
ALTER TABLE "users" ADD COLUMN "number" bigint DEFAULT nextval('numbers');
-- alter sequence numbers: owned by users.number
ALTER SEQUENCE "numbers" OWNED BY "users"."number";
