-- upgrade
-- alter column users.id: type integer, identity
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "id" SET NO MAXVALUE;
ALTER TABLE "users" ALTER COLUMN "id" TYPE integer;
DO $diffkit$ BEGIN EXECUTE format('ALTER SEQUENCE %s AS integer MAXVALUE 2147483647', pg_get_serial_sequence('"users"', 'id')); END $diffkit$;
-- puts them back

-- downgrade
-- alter column users.id: type bigint, identity
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "id" TYPE bigint;
DO $diffkit$ BEGIN EXECUTE format('ALTER SEQUENCE %s AS bigint MAXVALUE 5000000000', pg_get_serial_sequence('"users"', 'id')); END $diffkit$;
ALTER TABLE "users" ALTER COLUMN "id" SET MAXVALUE 5000000000;
-- puts them back
