-- upgrade
-- alter sequence numbers: start -5, increment -1, min -99
DO $diffkit$ BEGIN
  IF (SELECT is_called OR last_value <> seqstart FROM "numbers", pg_sequence WHERE seqrelid = '"numbers"'::regclass) THEN
    ALTER SEQUENCE "numbers" INCREMENT BY -1 MINVALUE -99 NO MAXVALUE START WITH -5;
  ELSE
    ALTER SEQUENCE "numbers" INCREMENT BY -1 MINVALUE -99 NO MAXVALUE START WITH -5 RESTART;
  END IF;
END $diffkit$;

-- downgrade
-- alter sequence numbers: default start, increment 1, default min
DO $diffkit$ BEGIN
  IF (SELECT is_called OR last_value <> seqstart FROM "numbers", pg_sequence WHERE seqrelid = '"numbers"'::regclass) THEN
    ALTER SEQUENCE "numbers" INCREMENT BY 1 NO MINVALUE NO MAXVALUE START WITH 1;
  ELSE
    ALTER SEQUENCE "numbers" INCREMENT BY 1 NO MINVALUE NO MAXVALUE START WITH 1 RESTART;
  END IF;
END $diffkit$;
