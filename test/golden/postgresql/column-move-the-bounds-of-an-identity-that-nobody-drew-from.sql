-- upgrade
-- alter column user's.id: identity
DO $diffkit$ DECLARE used boolean; BEGIN
  EXECUTE format('SELECT (SELECT is_called OR last_value <> seqstart FROM %1$s, pg_sequence WHERE seqrelid = %1$L::regclass)', pg_get_serial_sequence('"user''s"', 'id')) INTO used;
  IF used THEN
    ALTER TABLE "user's" ALTER COLUMN "id" SET MINVALUE 100 SET MAXVALUE 200 SET START WITH 100;
  ELSE
    ALTER TABLE "user's" ALTER COLUMN "id" SET MINVALUE 100 SET MAXVALUE 200 SET START WITH 100 RESTART;
  END IF;
END $diffkit$;

-- downgrade
-- alter column user's.id: identity
DO $diffkit$ DECLARE used boolean; BEGIN
  EXECUTE format('SELECT (SELECT is_called OR last_value <> seqstart FROM %1$s, pg_sequence WHERE seqrelid = %1$L::regclass)', pg_get_serial_sequence('"user''s"', 'id')) INTO used;
  IF used THEN
    ALTER TABLE "user's" ALTER COLUMN "id" SET NO MINVALUE SET MAXVALUE 50 SET START WITH 1;
  ELSE
    ALTER TABLE "user's" ALTER COLUMN "id" SET NO MINVALUE SET MAXVALUE 50 SET START WITH 1 RESTART;
  END IF;
END $diffkit$;
