-- upgrade
-- drop constraint users.users_pkey
ALTER TABLE "users" DROP CONSTRAINT "users_pkey";
-- add primary key users.users_pkey (id, age)
ALTER TABLE "users" ADD CONSTRAINT "users_pkey" PRIMARY KEY ("id", "age");
-- replicates by the index again, if it did
DO $diffkit$ BEGIN
  IF EXISTS (SELECT FROM pg_class c WHERE c.oid = '"users"'::regclass AND c.relreplident = 'i'
    AND NOT EXISTS (SELECT FROM pg_index WHERE indrelid = c.oid AND indisreplident)) THEN
    ALTER TABLE "users" REPLICA IDENTITY USING INDEX "users_pkey";
  END IF;
END $diffkit$;

-- downgrade
-- drop constraint users.users_pkey
ALTER TABLE "users" DROP CONSTRAINT "users_pkey";
-- add primary key users.users_pkey (id)
ALTER TABLE "users" ADD CONSTRAINT "users_pkey" PRIMARY KEY ("id");
-- replicates by the index again, if it did
DO $diffkit$ BEGIN
  IF EXISTS (SELECT FROM pg_class c WHERE c.oid = '"users"'::regclass AND c.relreplident = 'i'
    AND NOT EXISTS (SELECT FROM pg_index WHERE indrelid = c.oid AND indisreplident)) THEN
    ALTER TABLE "users" REPLICA IDENTITY USING INDEX "users_pkey";
  END IF;
END $diffkit$;
