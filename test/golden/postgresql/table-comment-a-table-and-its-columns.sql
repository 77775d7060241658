-- upgrade
-- comment on table users: People
COMMENT ON TABLE "users" IS 'People';
-- comment on column users.email: It's unique
COMMENT ON COLUMN "users"."email" IS 'It''s unique';

-- downgrade
-- comment on column users.email: Where to write
COMMENT ON COLUMN "users"."email" IS 'Where to write';
-- drop the comment of table users
COMMENT ON TABLE "users" IS NULL;
