-- upgrade
-- batch on users (2 operations)
-- table users is rebuilt
CREATE TABLE "__diffkit_new_users" (
  "id" integer NOT NULL,
  "age" integer NOT NULL,
  CONSTRAINT "users_pkey" PRIMARY KEY ("id", "age")
);
INSERT INTO "__diffkit_new_users" (rowid, "id", "age") SELECT rowid, "id", "age" FROM "users";
DROP TABLE "users";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "__diffkit_new_users" RENAME TO "users";
PRAGMA legacy_alter_table = OFF;

-- downgrade
-- batch on users (2 operations)
-- table users is rebuilt
CREATE TABLE "__diffkit_new_users" (
  "id" integer CONSTRAINT "users_pkey" PRIMARY KEY NOT NULL,
  "age" integer NOT NULL
);
INSERT INTO "__diffkit_new_users" ("id", "age") SELECT "id", "age" FROM "users";
DROP TABLE "users";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "__diffkit_new_users" RENAME TO "users";
PRAGMA legacy_alter_table = OFF;
