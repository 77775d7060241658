-- upgrade
-- alter table posts: rowSecurity true
ALTER TABLE "posts" ENABLE ROW LEVEL SECURITY;

-- downgrade
-- alter table posts: rowSecurity false
ALTER TABLE "posts" DISABLE ROW LEVEL SECURITY;
