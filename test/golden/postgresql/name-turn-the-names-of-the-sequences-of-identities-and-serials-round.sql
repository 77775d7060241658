-- upgrade
-- alter column users.m: sequence
DO $diffkit$ BEGIN IF pg_get_serial_sequence('"users"', 'm')::regclass IS DISTINCT FROM to_regclass('"diffkit_renamed_1"') THEN EXECUTE format('ALTER SEQUENCE %s RENAME TO "diffkit_renamed_1"', pg_get_serial_sequence('"users"', 'm')); END IF; END $diffkit$;
-- alter column users.n: identity
DO $diffkit$ BEGIN IF pg_get_serial_sequence('"users"', 'n')::regclass IS DISTINCT FROM to_regclass('"b"') THEN EXECUTE format('ALTER SEQUENCE %s RENAME TO "b"', pg_get_serial_sequence('"users"', 'n')); END IF; END $diffkit$;
-- alter column users.k: sequence
DO $diffkit$ BEGIN IF pg_get_serial_sequence('"users"', 'k')::regclass IS DISTINCT FROM to_regclass('"a"') THEN EXECUTE format('ALTER SEQUENCE %s RENAME TO "a"', pg_get_serial_sequence('"users"', 'k')); END IF; END $diffkit$;
-- alter column users.m: sequence
DO $diffkit$ BEGIN IF pg_get_serial_sequence('"users"', 'm')::regclass IS DISTINCT FROM to_regclass('"c"') THEN EXECUTE format('ALTER SEQUENCE %s RENAME TO "c"', pg_get_serial_sequence('"users"', 'm')); END IF; END $diffkit$;

-- downgrade
-- alter column users.m: sequence
DO $diffkit$ BEGIN IF pg_get_serial_sequence('"users"', 'm')::regclass IS DISTINCT FROM to_regclass('"diffkit_renamed_1"') THEN EXECUTE format('ALTER SEQUENCE %s RENAME TO "diffkit_renamed_1"', pg_get_serial_sequence('"users"', 'm')); END IF; END $diffkit$;
-- alter column users.k: sequence
DO $diffkit$ BEGIN IF pg_get_serial_sequence('"users"', 'k')::regclass IS DISTINCT FROM to_regclass('"c"') THEN EXECUTE format('ALTER SEQUENCE %s RENAME TO "c"', pg_get_serial_sequence('"users"', 'k')); END IF; END $diffkit$;
-- alter column users.n: identity
DO $diffkit$ BEGIN IF pg_get_serial_sequence('"users"', 'n')::regclass IS DISTINCT FROM to_regclass('"a"') THEN EXECUTE format('ALTER SEQUENCE %s RENAME TO "a"', pg_get_serial_sequence('"users"', 'n')); END IF; END $diffkit$;
-- alter column users.m: sequence
DO $diffkit$ BEGIN IF pg_get_serial_sequence('"users"', 'm')::regclass IS DISTINCT FROM to_regclass('"b"') THEN EXECUTE format('ALTER SEQUENCE %s RENAME TO "b"', pg_get_serial_sequence('"users"', 'm')); END IF; END $diffkit$;
