-- upgrade
-- alter column users.email: default 'it''s'
ALTER TABLE "users" ALTER COLUMN "email" SET DEFAULT 'it''s';

-- downgrade
-- alter column users.email: drop default
ALTER TABLE "users" ALTER COLUMN "email" DROP DEFAULT;
