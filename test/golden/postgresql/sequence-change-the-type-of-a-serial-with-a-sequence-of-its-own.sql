-- upgrade
-- alter column users.number: type bigserial, sequence
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "number" TYPE bigint;
DO $diffkit$ BEGIN EXECUTE format('ALTER SEQUENCE %s AS bigint NO MAXVALUE', pg_get_serial_sequence('"users"', 'number')); END $diffkit$;
-- puts them back

-- downgrade
-- alter column users.number: type serial, sequence
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "number" TYPE integer;
DO $diffkit$ BEGIN EXECUTE format('ALTER SEQUENCE %s AS integer MAXVALUE 30000', pg_get_serial_sequence('"users"', 'number')); END $diffkit$;
-- puts them back
