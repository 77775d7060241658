-- upgrade
-- drop constraint users.users_pkey
ALTER TABLE "users" DROP CONSTRAINT "users_pkey";
-- add primary key users.users_pkey (id, age)
ALTER TABLE "users" ADD CONSTRAINT "users_pkey" PRIMARY KEY ("id", "age");

-- downgrade
-- drop constraint users.users_pkey
ALTER TABLE "users" DROP CONSTRAINT "users_pkey";
-- add primary key users.users_pkey (id)
ALTER TABLE "users" ADD CONSTRAINT "users_pkey" PRIMARY KEY ("id");
