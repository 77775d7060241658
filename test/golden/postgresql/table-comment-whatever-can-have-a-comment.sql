-- upgrade
-- comment on namespace auth: Noted
COMMENT ON SCHEMA "auth" IS 'Noted';
-- comment on enum mood: Noted
COMMENT ON TYPE "mood" IS 'Noted';
-- comment on sequence auth.numbers: Noted
COMMENT ON SEQUENCE "auth"."numbers" IS 'Noted';
-- comment on constraint auth.users.users_check: Noted
COMMENT ON CONSTRAINT "users_check" ON "auth"."users" IS 'Noted';
-- comment on index auth.users.users_age_idx: Noted
COMMENT ON INDEX "auth"."users_age_idx" IS 'Noted';
-- comment on policy auth.users.own: Noted
COMMENT ON POLICY "own" ON "auth"."users" IS 'Noted';
-- comment on view counted: Noted
COMMENT ON MATERIALIZED VIEW "counted" IS 'Noted';

-- downgrade
-- drop the comment of view counted
COMMENT ON MATERIALIZED VIEW "counted" IS NULL;
-- drop the comment of policy auth.users.own
COMMENT ON POLICY "own" ON "auth"."users" IS NULL;
-- drop the comment of index auth.users.users_age_idx
COMMENT ON INDEX "auth"."users_age_idx" IS NULL;
-- drop the comment of constraint auth.users.users_check
COMMENT ON CONSTRAINT "users_check" ON "auth"."users" IS NULL;
-- drop the comment of sequence auth.numbers
COMMENT ON SEQUENCE "auth"."numbers" IS NULL;
-- drop the comment of enum mood
COMMENT ON TYPE "mood" IS NULL;
-- drop the comment of namespace auth
COMMENT ON SCHEMA "auth" IS NULL;
