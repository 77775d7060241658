-- upgrade
-- alter table users: comment People
COMMENT ON TABLE "users" IS 'People';
-- alter column users.age: comment In years
COMMENT ON COLUMN "users"."age" IS 'In years';

-- downgrade
-- alter column users.age: drop comment
COMMENT ON COLUMN "users"."age" IS NULL;
-- alter table users: drop comment
COMMENT ON TABLE "users" IS NULL;
