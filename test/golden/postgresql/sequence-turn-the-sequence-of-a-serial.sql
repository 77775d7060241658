-- upgrade
-- alter column users.number: sequence
DO $diffkit$ BEGIN EXECUTE format('ALTER SEQUENCE %s INCREMENT BY -1 NO MINVALUE NO MAXVALUE START WITH -1 RESTART WITH -1', pg_get_serial_sequence('"users"', 'number')); END $diffkit$;
-- counting goes on behind the least value
SELECT setval(pg_get_serial_sequence('"users"', 'number'), min("number")) FROM "users" HAVING min("number") <= -1;

-- downgrade
-- alter column users.number: sequence
DO $diffkit$ BEGIN EXECUTE format('ALTER SEQUENCE %s INCREMENT BY 1 NO MINVALUE NO MAXVALUE START WITH 1 RESTART WITH 1', pg_get_serial_sequence('"users"', 'number')); END $diffkit$;
-- counting goes on behind the greatest value
SELECT setval(pg_get_serial_sequence('"users"', 'number'), max("number")) FROM "users" HAVING max("number") >= 1;
