-- upgrade
-- rename sequence numbers to diffkit_renamed_1
ALTER SEQUENCE "numbers" RENAME TO "diffkit_renamed_1";
-- rename view adults to numbers
ALTER MATERIALIZED VIEW "adults" RENAME TO "numbers";
-- rename sequence diffkit_renamed_1 to counts
ALTER SEQUENCE "diffkit_renamed_1" RENAME TO "counts";

-- downgrade
-- rename sequence counts to diffkit_renamed_1
ALTER SEQUENCE "counts" RENAME TO "diffkit_renamed_1";
-- rename view numbers to adults
ALTER MATERIALIZED VIEW "numbers" RENAME TO "adults";
-- rename sequence diffkit_renamed_1 to numbers
ALTER SEQUENCE "diffkit_renamed_1" RENAME TO "numbers";
