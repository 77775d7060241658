-- upgrade
-- alter sequence numbers: type integer, cache 7
ALTER SEQUENCE "numbers" AS integer CACHE 7;
-- alter sequence numbers: owned by users.email
ALTER SEQUENCE "numbers" OWNED BY "users"."email";

-- downgrade
-- alter sequence numbers: owned by users.age
ALTER SEQUENCE "numbers" OWNED BY "users"."age";
-- alter sequence numbers: type bigint, cache 1
ALTER SEQUENCE "numbers" AS bigint CACHE 1;
