-- upgrade
-- alter column users.number: sequence
DO $diffkit$ DECLARE used boolean; BEGIN
  EXECUTE format('SELECT (SELECT is_called OR last_value <> seqstart FROM %1$s, pg_sequence WHERE seqrelid = %1$L::regclass)', pg_get_serial_sequence('"users"', 'number')) INTO used;
  IF used THEN
    EXECUTE format('ALTER SEQUENCE %s AS bigint MINVALUE -10 START WITH 3 CACHE 20', pg_get_serial_sequence('"users"', 'number'));
  ELSE
    EXECUTE format('ALTER SEQUENCE %s AS bigint MINVALUE -10 START WITH 3 CACHE 20 RESTART', pg_get_serial_sequence('"users"', 'number'));
  END IF;
END $diffkit$;
DO $diffkit$ BEGIN IF pg_get_serial_sequence('"users"', 'number')::regclass IS DISTINCT FROM to_regclass('"tickets"') THEN EXECUTE format('ALTER SEQUENCE %s RENAME TO "tickets"', pg_get_serial_sequence('"users"', 'number')); END IF; END $diffkit$;

-- downgrade
-- alter column users.number: usual sequence
DO $diffkit$ DECLARE used boolean; BEGIN
  EXECUTE format('SELECT (SELECT is_called OR last_value <> seqstart FROM %1$s, pg_sequence WHERE seqrelid = %1$L::regclass)', pg_get_serial_sequence('"users"', 'number')) INTO used;
  IF used THEN
    EXECUTE format('ALTER SEQUENCE %s AS integer MINVALUE 1 START WITH 1 CACHE 1', pg_get_serial_sequence('"users"', 'number'));
  ELSE
    EXECUTE format('ALTER SEQUENCE %s AS integer MINVALUE 1 START WITH 1 CACHE 1 RESTART', pg_get_serial_sequence('"users"', 'number'));
  END IF;
END $diffkit$;
DO $diffkit$ BEGIN IF pg_get_serial_sequence('"users"', 'number')::regclass IS DISTINCT FROM to_regclass('"users_number_seq"') THEN EXECUTE format('ALTER SEQUENCE %s RENAME TO "users_number_seq"', pg_get_serial_sequence('"users"', 'number')); END IF; END $diffkit$;
