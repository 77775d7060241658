-- upgrade
-- alter table users: forceRowSecurity true, unlogged false, with {"autovacuum_enabled":"false"}
ALTER TABLE "users" SET LOGGED;
ALTER TABLE "users" RESET (fillfactor);
ALTER TABLE "users" SET (autovacuum_enabled = false);
ALTER TABLE "users" FORCE ROW LEVEL SECURITY;
-- drop the comment of table users
COMMENT ON TABLE "users" IS NULL;

-- downgrade
-- comment on table users: People
COMMENT ON TABLE "users" IS 'People';
-- alter table users: forceRowSecurity false, unlogged true, with {"fillfactor":"70"}
ALTER TABLE "users" SET UNLOGGED;
ALTER TABLE "users" RESET (autovacuum_enabled);
ALTER TABLE "users" SET (fillfactor = 70);
ALTER TABLE "users" NO FORCE ROW LEVEL SECURITY;
