-- upgrade
-- alter column users.age: set not null
-- table users is rebuilt
CREATE TABLE "__diffkit_new_users" (
  "id" integer CONSTRAINT "users_pkey" PRIMARY KEY,
  "age" integer NOT NULL,
  "email" text
);
INSERT INTO "__diffkit_new_users" ("id", "age", "email") SELECT "id", "age", "email" FROM "users";
DROP TABLE "users";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "__diffkit_new_users" RENAME TO "users";
PRAGMA legacy_alter_table = OFF;

-- downgrade
-- alter column users.age: drop not null
-- table users is rebuilt
CREATE TABLE "__diffkit_new_users" (
  "id" integer CONSTRAINT "users_pkey" PRIMARY KEY,
  "age" integer,
  "email" text
);
INSERT INTO "__diffkit_new_users" ("id", "age", "email") SELECT "id", "age", "email" FROM "users";
DROP TABLE "users";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "__diffkit_new_users" RENAME TO "users";
PRAGMA legacy_alter_table = OFF;
