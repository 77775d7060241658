-- upgrade
-- alter sequence numbers: start 7, min 5, max 500, cache 3
DO $diffkit$ BEGIN
  IF (SELECT is_called OR last_value <> seqstart FROM "numbers", pg_sequence WHERE seqrelid = '"numbers"'::regclass) THEN
    ALTER SEQUENCE "numbers" MINVALUE 5 MAXVALUE 500 START WITH 7 CACHE 3;
  ELSE
    ALTER SEQUENCE "numbers" MINVALUE 5 MAXVALUE 500 START WITH 7 CACHE 3 RESTART;
  END IF;
END $diffkit$;

-- downgrade
-- alter sequence numbers: default start, default min, default max, cache 1
DO $diffkit$ BEGIN
  IF (SELECT is_called OR last_value <> seqstart FROM "numbers", pg_sequence WHERE seqrelid = '"numbers"'::regclass) THEN
    ALTER SEQUENCE "numbers" NO MINVALUE NO MAXVALUE START WITH 1 CACHE 1;
  ELSE
    ALTER SEQUENCE "numbers" NO MINVALUE NO MAXVALUE START WITH 1 CACHE 1 RESTART;
  END IF;
END $diffkit$;
