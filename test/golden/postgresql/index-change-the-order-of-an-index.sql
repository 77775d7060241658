-- upgrade
-- drop index users.i
DROP INDEX "i";
-- create index users.i (age)
CREATE INDEX "i" ON "users" ("age" DESC);

-- downgrade
-- drop index users.i
DROP INDEX "i";
-- create index users.i (age)
CREATE INDEX "i" ON "users" ("age");
