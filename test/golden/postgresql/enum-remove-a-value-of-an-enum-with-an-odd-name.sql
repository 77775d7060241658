-- upgrade
-- alter enum Order: values c,{d}, a "b", it's
-- refuses while a type, an operator or a table of others stands on it
-- refuses while a row holds a value that goes
DO $diffkit$
DECLARE held text;
BEGIN
  SELECT string_agg(line, '; ') INTO held FROM (
    SELECT 'users.order holds ''gone'', rows: ' || n || (SELECT ' (' || string_agg(example, '; ') || ')' FROM (SELECT 'id ' || "id"::text AS example FROM "users" WHERE "order" = 'gone' ORDER BY "id" LIMIT 3) AS examples) AS line FROM (SELECT count(*) AS n FROM "users" WHERE "order" = 'gone') AS counted WHERE n > 0
    UNION ALL
    SELECT 'users.Orders holds ''gone'', rows: ' || n || (SELECT ' (' || string_agg(example, '; ') || ')' FROM (SELECT 'id ' || "id"::text AS example FROM "users" WHERE 'gone' = ANY ("Orders") ORDER BY "id" LIMIT 3) AS examples) AS line FROM (SELECT count(*) AS n FROM "users" WHERE 'gone' = ANY ("Orders")) AS counted WHERE n > 0
  ) AS found;
  IF held IS NOT NULL THEN RAISE EXCEPTION '%', held; END IF;
END $diffkit$;
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "order" DROP DEFAULT, ALTER COLUMN "Orders" DROP DEFAULT;
-- keeps the functions over the type, and what stands on them
-- keeps the owner, the grants and the comment of the type
-- a value cannot be dropped or moved: the type is made anew
ALTER TYPE "Order" RENAME TO "Order__old";
CREATE TYPE "Order" AS ENUM ('c,{d}', 'a "b"', 'it''s');
-- puts them back
ALTER TABLE "users" ALTER COLUMN "order" TYPE "Order" USING "order"::text::"Order", ALTER COLUMN "Orders" TYPE "Order"[] USING "Orders"::text[]::"Order"[];
DROP TYPE "Order__old";
-- puts them back
ALTER TABLE "users" ALTER COLUMN "order" SET DEFAULT 'it''s', ALTER COLUMN "Orders" SET DEFAULT '{"c,{d}","a \"b\""}';
-- puts them back
-- puts them back

-- downgrade
-- alter enum Order: values it's, a "b", c,{d}, gone
-- refuses while a type, an operator or a table of others stands on it
-- keeps the triggers, rules, views and functions that stand on the column, and comments
-- keeps the triggers, rules, views and functions that stand on the column, and comments
ALTER TABLE "users" ALTER COLUMN "order" DROP DEFAULT, ALTER COLUMN "Orders" DROP DEFAULT;
-- keeps the functions over the type, and what stands on them
-- keeps the owner, the grants and the comment of the type
-- a value cannot be dropped or moved: the type is made anew
ALTER TYPE "Order" RENAME TO "Order__old";
CREATE TYPE "Order" AS ENUM ('it''s', 'a "b"', 'c,{d}', 'gone');
-- puts them back
ALTER TABLE "users" ALTER COLUMN "order" TYPE "Order" USING "order"::text::"Order", ALTER COLUMN "Orders" TYPE "Order"[] USING "Orders"::text[]::"Order"[];
DROP TYPE "Order__old";
-- puts them back
ALTER TABLE "users" ALTER COLUMN "order" SET DEFAULT 'it''s', ALTER COLUMN "Orders" SET DEFAULT '{"c,{d}","a \"b\""}';
-- puts them back
-- puts them back
