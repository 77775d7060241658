-- upgrade
-- add column users.parent_id (integer)
ALTER TABLE "users" ADD COLUMN "parent_id" integer CONSTRAINT "users_parent_id_fk" REFERENCES "users" ("id") ON DELETE CASCADE;

-- downgrade
-- batch on users (2 operations)
-- table users is rebuilt
CREATE TABLE "__diffkit_new_users" (
  "id" integer CONSTRAINT "users_pkey" PRIMARY KEY
);
INSERT INTO "__diffkit_new_users" ("id") SELECT "id" FROM "users";
DROP TABLE "users";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "__diffkit_new_users" RENAME TO "users";
PRAGMA legacy_alter_table = OFF;
