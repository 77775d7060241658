-- upgrade
-- drop constraint users.users_pkey
ALTER TABLE "users" DROP CONSTRAINT "users_pkey";
-- add primary key users.users_pkey (id, age)
ALTER TABLE "users" ADD CONSTRAINT "users_pkey" PRIMARY KEY ("id", "age");
-- replicates by the index again, if it did

-- downgrade
-- drop constraint users.users_pkey
ALTER TABLE "users" DROP CONSTRAINT "users_pkey";
-- add primary key users.users_pkey (id)
ALTER TABLE "users" ADD CONSTRAINT "users_pkey" PRIMARY KEY ("id");
-- replicates by the index again, if it did
