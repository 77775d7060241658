-- upgrade
-- add column users.parent_id (integer)
ALTER TABLE "users" ADD COLUMN "parent_id" integer;
-- add foreign key users.users_parent_id_fk (parent_id) to users (id)
ALTER TABLE "users" ADD CONSTRAINT "users_parent_id_fk" FOREIGN KEY ("parent_id") REFERENCES "users" ("id") ON DELETE CASCADE;

-- downgrade
-- drop constraint users.users_parent_id_fk
ALTER TABLE "users" DROP CONSTRAINT "users_parent_id_fk";
-- drop column users.parent_id
ALTER TABLE "users" DROP COLUMN "parent_id";
