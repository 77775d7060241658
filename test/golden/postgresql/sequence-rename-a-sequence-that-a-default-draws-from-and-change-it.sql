-- upgrade
-- rename sequence numbers to counts
ALTER SEQUENCE "numbers" RENAME TO "counts";
-- alter sequence counts: increment 10
DO $diffkit$ BEGIN
  IF (SELECT is_called OR last_value <> seqstart FROM "counts", pg_sequence WHERE seqrelid = '"counts"'::regclass) THEN
    ALTER SEQUENCE "counts" INCREMENT BY 10;
  ELSE
    ALTER SEQUENCE "counts" INCREMENT BY 10 RESTART;
  END IF;
END $diffkit$;

-- downgrade
-- alter sequence counts: increment 1
DO $diffkit$ BEGIN
  IF (SELECT is_called OR last_value <> seqstart FROM "counts", pg_sequence WHERE seqrelid = '"counts"'::regclass) THEN
    ALTER SEQUENCE "counts" INCREMENT BY 1;
  ELSE
    ALTER SEQUENCE "counts" INCREMENT BY 1 RESTART;
  END IF;
END $diffkit$;
-- rename sequence counts to numbers
ALTER SEQUENCE "counts" RENAME TO "numbers";
