-- upgrade
-- alter column users.n2: identity
DO $diffkit$ BEGIN IF pg_get_serial_sequence('"users"', 'n2')::regclass IS DISTINCT FROM to_regclass('"d"') THEN EXECUTE format('ALTER SEQUENCE %s RENAME TO "d"', pg_get_serial_sequence('"users"', 'n2')); END IF; END $diffkit$;
-- alter column users.n1: identity
DO $diffkit$ BEGIN IF pg_get_serial_sequence('"users"', 'n1')::regclass IS DISTINCT FROM to_regclass('"c"') THEN EXECUTE format('ALTER SEQUENCE %s RENAME TO "c"', pg_get_serial_sequence('"users"', 'n1')); END IF; END $diffkit$;
-- alter column users.n0: identity
DO $diffkit$ BEGIN IF pg_get_serial_sequence('"users"', 'n0')::regclass IS DISTINCT FROM to_regclass('"b"') THEN EXECUTE format('ALTER SEQUENCE %s RENAME TO "b"', pg_get_serial_sequence('"users"', 'n0')); END IF; END $diffkit$;

-- downgrade
-- alter column users.n0: identity
DO $diffkit$ BEGIN IF pg_get_serial_sequence('"users"', 'n0')::regclass IS DISTINCT FROM to_regclass('"a"') THEN EXECUTE format('ALTER SEQUENCE %s RENAME TO "a"', pg_get_serial_sequence('"users"', 'n0')); END IF; END $diffkit$;
-- alter column users.n1: identity
DO $diffkit$ BEGIN IF pg_get_serial_sequence('"users"', 'n1')::regclass IS DISTINCT FROM to_regclass('"b"') THEN EXECUTE format('ALTER SEQUENCE %s RENAME TO "b"', pg_get_serial_sequence('"users"', 'n1')); END IF; END $diffkit$;
-- alter column users.n2: identity
DO $diffkit$ BEGIN IF pg_get_serial_sequence('"users"', 'n2')::regclass IS DISTINCT FROM to_regclass('"c"') THEN EXECUTE format('ALTER SEQUENCE %s RENAME TO "c"', pg_get_serial_sequence('"users"', 'n2')); END IF; END $diffkit$;
