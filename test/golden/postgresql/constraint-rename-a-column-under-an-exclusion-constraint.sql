-- upgrade
-- rename column users.span to years
ALTER TABLE "users" RENAME COLUMN "span" TO "years";

-- downgrade
-- rename column users.years to span
ALTER TABLE "users" RENAME COLUMN "years" TO "span";
