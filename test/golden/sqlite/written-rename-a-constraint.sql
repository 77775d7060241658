-- upgrade
-- rename constraint users.users_check to users_age_check
-- table users is rebuilt
CREATE TABLE "__diffkit_new_users" (
  "id" integer CONSTRAINT "users_pkey" PRIMARY KEY,
  "age" integer,
  "email" text,
  CONSTRAINT "users_age_check" CHECK (age >= 0)
);
INSERT INTO "__diffkit_new_users" ("id", "age", "email") SELECT "id", "age", "email" FROM "users";
DROP TABLE "users";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "__diffkit_new_users" RENAME TO "users";
PRAGMA legacy_alter_table = OFF;

-- downgrade
-- rename constraint users.users_age_check to users_check
-- table users is rebuilt
CREATE TABLE "__diffkit_new_users" (
  "id" integer CONSTRAINT "users_pkey" PRIMARY KEY,
  "age" integer,
  "email" text,
  CONSTRAINT "users_check" CHECK (age >= 0)
);
INSERT INTO "__diffkit_new_users" ("id", "age", "email") SELECT "id", "age", "email" FROM "users";
DROP TABLE "users";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "__diffkit_new_users" RENAME TO "users";
PRAGMA legacy_alter_table = OFF;
