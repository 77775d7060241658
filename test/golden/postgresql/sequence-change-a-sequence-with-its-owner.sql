-- upgrade
-- alter sequence numbers: type integer, cache 7
DO $diffkit$ BEGIN
  IF (SELECT is_called OR last_value <> seqstart FROM "numbers", pg_sequence WHERE seqrelid = '"numbers"'::regclass) THEN
    ALTER SEQUENCE "numbers" AS integer CACHE 7;
  ELSE
    ALTER SEQUENCE "numbers" AS integer CACHE 7 RESTART;
  END IF;
END $diffkit$;
-- alter sequence numbers: owned by users.email
ALTER SEQUENCE "numbers" OWNED BY "users"."email";

-- downgrade
-- alter sequence numbers: owned by users.age
ALTER SEQUENCE "numbers" OWNED BY "users"."age";
-- alter sequence numbers: type bigint, cache 1
DO $diffkit$ BEGIN
  IF (SELECT is_called OR last_value <> seqstart FROM "numbers", pg_sequence WHERE seqrelid = '"numbers"'::regclass) THEN
    ALTER SEQUENCE "numbers" AS bigint CACHE 1;
  ELSE
    ALTER SEQUENCE "numbers" AS bigint CACHE 1 RESTART;
  END IF;
END $diffkit$;
