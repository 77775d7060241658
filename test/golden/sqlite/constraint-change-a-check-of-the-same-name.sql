-- upgrade
-- batch on users (2 operations)
-- table users is rebuilt
CREATE TABLE "__diffkit_new_users" (
  "id" integer CONSTRAINT "users_pkey" PRIMARY KEY,
  "age" integer,
  CONSTRAINT "users_check" CHECK (age >= 1)
);
INSERT INTO "__diffkit_new_users" ("id", "age") SELECT "id", "age" FROM "users";
DROP TABLE "users";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "__diffkit_new_users" RENAME TO "users";
PRAGMA legacy_alter_table = OFF;

-- downgrade
-- batch on users (2 operations)
-- table users is rebuilt
CREATE TABLE "__diffkit_new_users" (
  "id" integer CONSTRAINT "users_pkey" PRIMARY KEY,
  "age" integer,
  CONSTRAINT "users_check" CHECK (age >= 0)
);
INSERT INTO "__diffkit_new_users" ("id", "age") SELECT "id", "age" FROM "users";
DROP TABLE "users";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "__diffkit_new_users" RENAME TO "users";
PRAGMA legacy_alter_table = OFF;
