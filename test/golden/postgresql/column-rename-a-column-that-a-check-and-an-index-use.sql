-- upgrade
-- rename column users.age to years
ALTER TABLE "users" RENAME COLUMN "age" TO "years";

-- downgrade
-- rename column users.years to age
ALTER TABLE "users" RENAME COLUMN "years" TO "age";
