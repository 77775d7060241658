-- upgrade
-- drop index ages.ages_many
DROP INDEX "ages_many";
-- rename index ages.ages_age to ages_by_age
ALTER INDEX "ages_age" RENAME TO "ages_by_age";
-- create unique index ages.ages_key (age)
CREATE UNIQUE INDEX "ages_key" ON "ages" ("age");
COMMENT ON INDEX "ages_key" IS 'Refreshed beside readers';

-- downgrade
-- drop index ages.ages_key
DROP INDEX "ages_key";
-- rename index ages.ages_by_age to ages_age
ALTER INDEX "ages_by_age" RENAME TO "ages_age";
-- create index ages.ages_many (many)
CREATE INDEX "ages_many" ON "ages" ("many" DESC) WHERE many > 1;
