-- upgrade
-- create namespace auth
CREATE SCHEMA "auth";
-- alter sequence numbers: owned by none
ALTER SEQUENCE "numbers" OWNED BY NONE;
-- rename table users to auth.users
-- keeps the sequences that would go with it
ALTER TABLE "users" SET SCHEMA "auth";
-- alter column auth.users.number: default nextval('public.numbers')
ALTER TABLE "auth"."users" ALTER COLUMN "number" SET DEFAULT nextval('public.numbers');

-- downgrade
-- alter column auth.users.number: default nextval('numbers')
ALTER TABLE "auth"."users" ALTER COLUMN "number" SET DEFAULT nextval('numbers');
-- rename table auth.users to users
-- keeps the sequences that would go with it
ALTER TABLE "auth"."users" SET SCHEMA "public";
-- alter sequence numbers: owned by users.number
ALTER SEQUENCE "numbers" OWNED BY "users"."number";
-- drop namespace auth
DROP SCHEMA "auth";
