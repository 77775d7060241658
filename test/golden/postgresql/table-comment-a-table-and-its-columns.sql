-- upgrade
-- alter table users: comment People
COMMENT ON TABLE "users" IS 'People';
-- alter column users.email: comment It's unique
COMMENT ON COLUMN "users"."email" IS 'It''s unique';

-- downgrade
-- alter column users.email: comment Where to write
COMMENT ON COLUMN "users"."email" IS 'Where to write';
-- alter table users: drop comment
COMMENT ON TABLE "users" IS NULL;
