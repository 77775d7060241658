-- upgrade
-- drop column users.mood
ALTER TABLE "users" DROP COLUMN "mood";
-- drop enum mood
DROP TYPE "mood";

-- downgrade
-- create enum mood (sad, ok, happy)
CREATE TYPE "mood" AS ENUM ('sad', 'ok', 'happy');
-- add column users.mood (mood)
ALTER TABLE "users" ADD COLUMN "mood" "mood";
