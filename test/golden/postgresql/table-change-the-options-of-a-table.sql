-- upgrade
-- alter table users: forceRowSecurity true, drop comment, unlogged false, with {"autovacuum_enabled":"false"}
ALTER TABLE "users" SET LOGGED;
ALTER TABLE "users" RESET (fillfactor);
ALTER TABLE "users" SET (autovacuum_enabled = false);
ALTER TABLE "users" FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE "users" IS NULL;

-- downgrade
-- alter table users: forceRowSecurity false, comment People, unlogged true, with {"fillfactor":"70"}
ALTER TABLE "users" SET UNLOGGED;
ALTER TABLE "users" RESET (autovacuum_enabled);
ALTER TABLE "users" SET (fillfactor = 70);
ALTER TABLE "users" NO FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE "users" IS 'People';
