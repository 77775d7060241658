-- upgrade
-- alter column users.n: identity
DO $diffkit$ BEGIN IF pg_get_serial_sequence('"users"', 'n')::regclass IS DISTINCT FROM to_regclass('"diffkit_renamed_1"') THEN EXECUTE format('ALTER SEQUENCE %s RENAME TO "diffkit_renamed_1"', pg_get_serial_sequence('"users"', 'n')); END IF; END $diffkit$;
-- rename index users.b to a
ALTER INDEX "b" RENAME TO "a";
-- alter column users.n: identity
DO $diffkit$ BEGIN IF pg_get_serial_sequence('"users"', 'n')::regclass IS DISTINCT FROM to_regclass('"b"') THEN EXECUTE format('ALTER SEQUENCE %s RENAME TO "b"', pg_get_serial_sequence('"users"', 'n')); END IF; END $diffkit$;

-- downgrade
-- alter column users.n: identity
DO $diffkit$ BEGIN IF pg_get_serial_sequence('"users"', 'n')::regclass IS DISTINCT FROM to_regclass('"diffkit_renamed_1"') THEN EXECUTE format('ALTER SEQUENCE %s RENAME TO "diffkit_renamed_1"', pg_get_serial_sequence('"users"', 'n')); END IF; END $diffkit$;
-- rename index users.a to b
ALTER INDEX "a" RENAME TO "b";
-- alter column users.n: identity
DO $diffkit$ BEGIN IF pg_get_serial_sequence('"users"', 'n')::regclass IS DISTINCT FROM to_regclass('"a"') THEN EXECUTE format('ALTER SEQUENCE %s RENAME TO "a"', pg_get_serial_sequence('"users"', 'n')); END IF; END $diffkit$;
