-- upgrade
-- rename index users.i to j
ALTER INDEX "i" RENAME TO "j";

-- downgrade
-- rename index users.j to i
ALTER INDEX "j" RENAME TO "i";
