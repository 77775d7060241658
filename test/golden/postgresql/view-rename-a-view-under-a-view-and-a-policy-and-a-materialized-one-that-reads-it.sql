-- upgrade
-- rename view adults to Grown ups
ALTER VIEW "adults" RENAME TO "Grown ups";
-- rename view ages to years
ALTER MATERIALIZED VIEW "ages" RENAME TO "years";

-- downgrade
-- rename view years to ages
ALTER MATERIALIZED VIEW "years" RENAME TO "ages";
-- rename view Grown ups to adults
ALTER VIEW "Grown ups" RENAME TO "adults";
