-- upgrade
-- rename table users to people
ALTER TABLE "users" RENAME TO "people";
-- rename column people.number to count
ALTER TABLE "people" RENAME COLUMN "number" TO "count";
-- alter column people.count: sequence
DO $diffkit$ BEGIN EXECUTE format('ALTER SEQUENCE %s CACHE 5', pg_get_serial_sequence('"people"', 'count')); END $diffkit$;

-- downgrade
-- alter column people.count: sequence
DO $diffkit$ BEGIN EXECUTE format('ALTER SEQUENCE %s CACHE 1', pg_get_serial_sequence('"people"', 'count')); END $diffkit$;
-- rename column people.count to number
ALTER TABLE "people" RENAME COLUMN "count" TO "number";
-- rename table people to users
ALTER TABLE "people" RENAME TO "users";
