-- upgrade
-- alter column users.number: type bigserial, sequence
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "number" TYPE bigint;
DO $diffkit$ DECLARE used boolean; BEGIN
  EXECUTE format('SELECT (SELECT is_called OR last_value <> seqstart FROM %1$s, pg_sequence WHERE seqrelid = %1$L::regclass)', pg_get_serial_sequence('"users"', 'number')) INTO used;
  IF used THEN
    EXECUTE format('ALTER SEQUENCE %s AS bigint NO MINVALUE NO MAXVALUE', pg_get_serial_sequence('"users"', 'number'));
  ELSE
    EXECUTE format('ALTER SEQUENCE %s AS bigint NO MINVALUE NO MAXVALUE RESTART', pg_get_serial_sequence('"users"', 'number'));
  END IF;
END $diffkit$;
-- puts them back

-- downgrade
-- alter column users.number: type serial, sequence
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "number" TYPE integer;
DO $diffkit$ DECLARE used boolean; BEGIN
  EXECUTE format('SELECT (SELECT is_called OR last_value <> seqstart FROM %1$s, pg_sequence WHERE seqrelid = %1$L::regclass)', pg_get_serial_sequence('"users"', 'number')) INTO used;
  IF used THEN
    EXECUTE format('ALTER SEQUENCE %s AS integer NO MINVALUE MAXVALUE 30000', pg_get_serial_sequence('"users"', 'number'));
  ELSE
    EXECUTE format('ALTER SEQUENCE %s AS integer NO MINVALUE MAXVALUE 30000 RESTART', pg_get_serial_sequence('"users"', 'number'));
  END IF;
END $diffkit$;
-- puts them back
