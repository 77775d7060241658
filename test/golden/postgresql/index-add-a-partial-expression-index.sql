-- upgrade
-- create index users.i (lower(email))
CREATE INDEX "i" ON "users" ((lower(email))) WHERE age > 0;

-- downgrade
-- drop index users.i
DROP INDEX "i";
