-- upgrade
-- add foreign key posts.posts_parent_id_fk (parent_id) to users (id)
-- table posts is rebuilt
CREATE TABLE "__diffkit_new_posts" (
  "id" integer CONSTRAINT "posts_pkey" PRIMARY KEY,
  "parent_id" integer,
  CONSTRAINT "posts_parent_id_fk" FOREIGN KEY ("parent_id") REFERENCES "users" ("id")
);
INSERT INTO "__diffkit_new_posts" ("id", "parent_id") SELECT "id", "parent_id" FROM "posts";
DROP TABLE "posts";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "__diffkit_new_posts" RENAME TO "posts";
PRAGMA legacy_alter_table = OFF;

-- downgrade
-- drop constraint posts.posts_parent_id_fk
-- table posts is rebuilt
CREATE TABLE "__diffkit_new_posts" (
  "id" integer CONSTRAINT "posts_pkey" PRIMARY KEY,
  "parent_id" integer
);
INSERT INTO "__diffkit_new_posts" ("id", "parent_id") SELECT "id", "parent_id" FROM "posts";
DROP TABLE "posts";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "__diffkit_new_posts" RENAME TO "posts";
PRAGMA legacy_alter_table = OFF;
