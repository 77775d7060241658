-- upgrade
-- alter column users.age: drop not null
-- table users is rebuilt
CREATE TABLE "__diffkit_new_users" (
  "id" integer CONSTRAINT "users_pkey" PRIMARY KEY,
  "age" integer
);
INSERT INTO "__diffkit_new_users" ("id", "age") SELECT "id", "age" FROM "users";
DROP TABLE "users";
ALTER TABLE "__diffkit_new_users" RENAME TO "users";

-- downgrade
-- alter column users.age: set not null
-- table users is rebuilt
CREATE TABLE "__diffkit_new_users" (
  "id" integer CONSTRAINT "users_pkey" PRIMARY KEY,
  "age" integer NOT NULL
);
INSERT INTO "__diffkit_new_users" ("id", "age") SELECT "id", "age" FROM "users";
DROP TABLE "users";
ALTER TABLE "__diffkit_new_users" RENAME TO "users";
