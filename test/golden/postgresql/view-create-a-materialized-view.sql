-- upgrade
-- create materialized view ages
CREATE MATERIALIZED VIEW "ages" WITH (fillfactor = 70) AS select age, count(*) as many from users group by age WITH NO DATA;

-- downgrade
-- drop view ages
DROP MATERIALIZED VIEW "ages";
