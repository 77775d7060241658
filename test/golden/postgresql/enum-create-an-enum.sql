-- upgrade
-- create enum word (sad, ok)
CREATE TYPE "word" AS ENUM ('sad', 'ok');

-- downgrade
-- drop enum word
DROP TYPE "word";
