-- upgrade
-- alter sequence numbers: min 100, max 200
DO $diffkit$ BEGIN
  IF (SELECT is_called OR last_value <> seqstart FROM "numbers", pg_sequence WHERE seqrelid = '"numbers"'::regclass) THEN
    ALTER SEQUENCE "numbers" MINVALUE 100 MAXVALUE 200 START WITH 100;
  ELSE
    ALTER SEQUENCE "numbers" MINVALUE 100 MAXVALUE 200 START WITH 100 RESTART;
  END IF;
END $diffkit$;

-- downgrade
-- alter sequence numbers: default min, max 50
DO $diffkit$ BEGIN
  IF (SELECT is_called OR last_value <> seqstart FROM "numbers", pg_sequence WHERE seqrelid = '"numbers"'::regclass) THEN
    ALTER SEQUENCE "numbers" NO MINVALUE MAXVALUE 50 START WITH 1;
  ELSE
    ALTER SEQUENCE "numbers" NO MINVALUE MAXVALUE 50 START WITH 1 RESTART;
  END IF;
END $diffkit$;
