-- upgrade
-- add column users.twice (integer)
-- table users is rebuilt
CREATE TABLE "__diffkit_new_users" (
  "id" integer CONSTRAINT "users_pkey" PRIMARY KEY,
  "age" integer,
  "twice" integer GENERATED ALWAYS AS (age * 2) STORED
);
INSERT INTO "__diffkit_new_users" ("id", "age") SELECT "id", "age" FROM "users";
DROP TABLE "users";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "__diffkit_new_users" RENAME TO "users";
PRAGMA legacy_alter_table = OFF;

-- downgrade
-- drop column users.twice
ALTER TABLE "users" DROP COLUMN "twice";
