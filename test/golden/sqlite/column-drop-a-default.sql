-- upgrade
-- alter column users.age: drop default
-- table users is rebuilt
CREATE TABLE "__diffkit_new_users" (
  "id" integer CONSTRAINT "users_pkey" PRIMARY KEY,
  "age" integer
);
INSERT INTO "__diffkit_new_users" ("id", "age") SELECT "id", "age" FROM "users";
DROP TABLE "users";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "__diffkit_new_users" RENAME TO "users";
PRAGMA legacy_alter_table = OFF;

-- downgrade
-- alter column users.age: default 1
-- table users is rebuilt
CREATE TABLE "__diffkit_new_users" (
  "id" integer CONSTRAINT "users_pkey" PRIMARY KEY,
  "age" integer DEFAULT 1
);
INSERT INTO "__diffkit_new_users" ("id", "age") SELECT "id", "age" FROM "users";
DROP TABLE "users";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "__diffkit_new_users" RENAME TO "users";
PRAGMA legacy_alter_table = OFF;
