-- upgrade
-- drop table b
DROP TABLE "b";
-- drop table c
DROP TABLE "c";
-- drop table a
DROP TABLE "a";

-- downgrade
-- create table a
CREATE TABLE "a" (
  "id" integer CONSTRAINT "a_pkey" PRIMARY KEY,
  "parent_id" integer,
  CONSTRAINT "a_parent_id_fk" FOREIGN KEY ("parent_id") REFERENCES "b" ("id")
);
-- create table c
CREATE TABLE "c" (
  "id" integer CONSTRAINT "c_pkey" PRIMARY KEY,
  "parent_id" integer,
  CONSTRAINT "c_parent_id_fk" FOREIGN KEY ("parent_id") REFERENCES "a" ("id")
);
-- create table b
CREATE TABLE "b" (
  "id" integer CONSTRAINT "b_pkey" PRIMARY KEY,
  "parent_id" integer,
  CONSTRAINT "b_parent_id_fk" FOREIGN KEY ("parent_id") REFERENCES "c" ("id")
);
