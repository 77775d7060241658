-- upgrade
-- drop constraint posts.posts_parent_id_fk
ALTER TABLE "posts" DROP CONSTRAINT "posts_parent_id_fk";
-- add foreign key posts.posts_parent_id_fk (parent_id) to users (id)
ALTER TABLE "posts" ADD CONSTRAINT "posts_parent_id_fk" FOREIGN KEY ("parent_id") REFERENCES "users" ("id") ON DELETE CASCADE;

-- downgrade
-- drop constraint posts.posts_parent_id_fk
ALTER TABLE "posts" DROP CONSTRAINT "posts_parent_id_fk";
-- add foreign key posts.posts_parent_id_fk (parent_id) to users (id)
ALTER TABLE "posts" ADD CONSTRAINT "posts_parent_id_fk" FOREIGN KEY ("parent_id") REFERENCES "users" ("id");
