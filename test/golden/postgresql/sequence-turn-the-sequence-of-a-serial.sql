-- upgrade
-- alter column users.number: sequence
DO $diffkit$ BEGIN EXECUTE format('ALTER SEQUENCE %s INCREMENT BY -1 NO MINVALUE NO MAXVALUE START WITH -1 RESTART WITH -1', pg_get_serial_sequence('"users"', 'number')); END $diffkit$;

-- downgrade
-- alter column users.number: sequence
DO $diffkit$ BEGIN EXECUTE format('ALTER SEQUENCE %s INCREMENT BY 1 NO MINVALUE NO MAXVALUE START WITH 1 RESTART WITH 1', pg_get_serial_sequence('"users"', 'number')); END $diffkit$;
