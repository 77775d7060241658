-- upgrade
-- drop constraint a.a_parent_id_fk
ALTER TABLE "a" DROP CONSTRAINT "a_parent_id_fk";
-- drop table b
DROP TABLE "b";
-- drop table c
DROP TABLE "c";
-- drop table a
DROP TABLE "a";

-- downgrade
-- create table a
CREATE TABLE "a" (
  "id" integer NOT NULL,
  "parent_id" integer,
  CONSTRAINT "a_pkey" PRIMARY KEY ("id")
);
-- create table c
CREATE TABLE "c" (
  "id" integer NOT NULL,
  "parent_id" integer,
  CONSTRAINT "c_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "c_parent_id_fk" FOREIGN KEY ("parent_id") REFERENCES "a" ("id")
);
-- create table b
CREATE TABLE "b" (
  "id" integer NOT NULL,
  "parent_id" integer,
  CONSTRAINT "b_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "b_parent_id_fk" FOREIGN KEY ("parent_id") REFERENCES "c" ("id")
);
-- add foreign key a.a_parent_id_fk (parent_id) to b (id)
ALTER TABLE "a" ADD CONSTRAINT "a_parent_id_fk" FOREIGN KEY ("parent_id") REFERENCES "b" ("id");
