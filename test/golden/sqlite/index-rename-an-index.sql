-- upgrade
-- rename index users.i to j
DROP INDEX "i";
CREATE INDEX "j" ON "users" ("age");

-- downgrade
-- rename index users.j to i
DROP INDEX "j";
CREATE INDEX "i" ON "users" ("age");
