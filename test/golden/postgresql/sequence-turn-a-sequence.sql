-- upgrade
-- alter sequence numbers: increment -1
DO $diffkit$ BEGIN
  IF (SELECT is_called OR last_value <> seqstart FROM "numbers", pg_sequence WHERE seqrelid = '"numbers"'::regclass) THEN
    ALTER SEQUENCE "numbers" INCREMENT BY -1 NO MINVALUE NO MAXVALUE START WITH -1;
  ELSE
    ALTER SEQUENCE "numbers" INCREMENT BY -1 NO MINVALUE NO MAXVALUE START WITH -1 RESTART;
  END IF;
END $diffkit$;

-- downgrade
-- alter sequence numbers: increment 1
DO $diffkit$ BEGIN
  IF (SELECT is_called OR last_value <> seqstart FROM "numbers", pg_sequence WHERE seqrelid = '"numbers"'::regclass) THEN
    ALTER SEQUENCE "numbers" INCREMENT BY 1 NO MINVALUE NO MAXVALUE START WITH 1;
  ELSE
    ALTER SEQUENCE "numbers" INCREMENT BY 1 NO MINVALUE NO MAXVALUE START WITH 1 RESTART;
  END IF;
END $diffkit$;
