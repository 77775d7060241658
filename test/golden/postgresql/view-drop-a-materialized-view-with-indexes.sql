-- upgrade
-- drop view ages
DROP MATERIALIZED VIEW "ages";

-- downgrade
-- create materialized view ages
CREATE MATERIALIZED VIEW "ages" AS select age, count(*) as many from users group by age;
CREATE UNIQUE INDEX "ages_key" ON "ages" ("age");
COMMENT ON INDEX "ages_key" IS 'Gone';
