-- upgrade
-- rename sequence numbers to counts
ALTER SEQUENCE "numbers" RENAME TO "counts";
-- alter sequence counts: increment 10
ALTER SEQUENCE "counts" INCREMENT BY 10;

-- downgrade
-- alter sequence counts: increment 1
ALTER SEQUENCE "counts" INCREMENT BY 1;
-- rename sequence counts to numbers
ALTER SEQUENCE "counts" RENAME TO "numbers";
