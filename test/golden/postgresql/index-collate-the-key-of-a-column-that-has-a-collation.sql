-- upgrade
-- drop index users.i
DROP INDEX "i";
-- create index users.i (email)
CREATE INDEX "i" ON "users" ("email" COLLATE "default");

-- downgrade
-- drop index users.i
DROP INDEX "i";
-- create index users.i (email)
CREATE INDEX "i" ON "users" ("email");
