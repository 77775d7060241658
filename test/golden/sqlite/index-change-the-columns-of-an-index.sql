-- upgrade
-- drop index users.i
DROP INDEX "i";
-- create index users.i (email, age)
CREATE INDEX "i" ON "users" ("email", "age");

-- downgrade
-- drop index users.i
DROP INDEX "i";
-- create index users.i (age)
CREATE INDEX "i" ON "users" ("age");
