-- upgrade
-- create enum mood (y, z)
CREATE TYPE "mood" AS ENUM ('y', 'z');
-- add column users.mood (mood)
ALTER TABLE "users" ADD COLUMN "mood" "mood" DEFAULT 'y';

-- downgrade
-- drop column users.mood
ALTER TABLE "users" DROP COLUMN "mood";
-- drop enum mood
DROP TYPE "mood";
