-- upgrade
-- create unique index users.users_email_idx (email)
CREATE UNIQUE INDEX "users_email_idx" ON "users" ("email");

-- downgrade
-- drop index users.users_email_idx
DROP INDEX "users_email_idx";
