-- upgrade
-- drop view those
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
DO $diffkit$
BEGIN
  PERFORM set_config('diffkit.kept_those', coalesce(string_agg(sql, chr(1) ORDER BY place, sql), ''), false) FROM (
    SELECT 0 AS place, format('ALTER VIEW "those" OWNER TO %I', pg_get_userbyid(relowner)) AS sql
      FROM pg_class WHERE oid = '"those"'::regclass AND pg_get_userbyid(relowner) <> current_user
    UNION ALL SELECT 1, pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = '"those"'::regclass
    UNION ALL SELECT 1, pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = '"those"'::regclass AND NOT tgisinternal
    UNION ALL SELECT 1, pg_get_ruledef(oid) FROM pg_rewrite WHERE ev_class = '"those"'::regclass AND rulename <> '_RETURN'
    UNION ALL SELECT 2, format('GRANT %s ON "those" TO %s', privilege_type, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
      || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_class, aclexplode(relacl) WHERE oid = '"those"'::regclass AND grantee <> relowner
    UNION ALL SELECT 2, format('GRANT %s (%I) ON "those" TO %s', privilege_type, attname, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
      || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute, aclexplode(attacl) WHERE attrelid = '"those"'::regclass
    UNION ALL SELECT 3, format('COMMENT ON VIEW "those" IS %L', description)
      FROM pg_description WHERE classoid = 'pg_class'::regclass AND objoid = '"those"'::regclass AND objsubid = 0
    UNION ALL SELECT 3, format('COMMENT ON COLUMN "those".%I IS %L', attname, description)
      FROM pg_description JOIN pg_attribute ON attrelid = objoid AND attnum = objsubid
      WHERE classoid = 'pg_class'::regclass AND objoid = '"those"'::regclass AND objsubid > 0
  ) AS kept;
END $diffkit$;
-- made again below
DROP VIEW "those";
-- rename value 'p' of enum aa to 'pp'
ALTER TYPE "aa" RENAME VALUE 'p' TO 'pp';
-- rename value 'q' of enum bb to 'qq'
ALTER TYPE "bb" RENAME VALUE 'q' TO 'qq';
-- alter enum aa: values pp, high, ok
-- made again below: it depends on the changed column
ALTER TABLE "posts" DROP CONSTRAINT "posts_users_fk";
-- made again below: it depends on the changed column
ALTER TABLE "users" DROP CONSTRAINT "users_check";
-- made again below: it depends on the changed column
ALTER TABLE "users" DROP CONSTRAINT "users_some_key";
-- made again below: it depends on the changed column
DROP INDEX "users_x_idx";
-- made again below: it depends on the changed column
ALTER TABLE "users" DROP COLUMN "both";
-- made again below: it depends on the changed column
ALTER TABLE "users" DROP COLUMN "some";
ALTER TABLE "users" ALTER COLUMN "x" DROP DEFAULT, ALTER COLUMN "xs" DROP DEFAULT;
-- a value cannot be dropped or moved: the type is made anew
ALTER TYPE "aa" RENAME TO "aa__old";
CREATE TYPE "aa" AS ENUM ('pp', 'high', 'ok');
ALTER TABLE "posts" ALTER COLUMN "x" TYPE "aa" USING "x"::text::"aa";
ALTER TABLE "users" ALTER COLUMN "x" TYPE "aa" USING "x"::text::"aa", ALTER COLUMN "xs" TYPE "aa"[] USING "xs"::text[]::"aa"[];
DROP TYPE "aa__old";
ALTER TABLE "users" ALTER COLUMN "x" SET DEFAULT 'pp', ALTER COLUMN "xs" SET DEFAULT '{pp}';
ALTER TABLE "users" ADD COLUMN "both" boolean GENERATED ALWAYS AS (x = 'pp' and y = 'qq') STORED;
ALTER TABLE "users" ADD COLUMN "some" "aa" GENERATED ALWAYS AS (coalesce(x, 'pp')) STORED;
ALTER TABLE "users" ADD CONSTRAINT "users_some_key" UNIQUE ("some", "id");
ALTER TABLE "users" ADD CONSTRAINT "users_check" CHECK (x <> 'pp' or y <> 'qq' or id > 0);
CREATE INDEX "users_x_idx" ON "users" ("x") WHERE y = 'qq';
ALTER TABLE "posts" ADD CONSTRAINT "posts_users_fk" FOREIGN KEY ("x", "user_id") REFERENCES "users" ("x", "id");
-- alter enum bb: values ok, high, qq, rr
ALTER TYPE "bb" ADD VALUE 'rr';
-- create view those
CREATE VIEW "those" AS select x, y from users where x = 'pp' or y = 'qq';
-- puts it back
DO $diffkit$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY string_to_array(coalesce(current_setting('diffkit.kept_those', true), ''), chr(1)) LOOP
    BEGIN
      EXECUTE kept;
    EXCEPTION WHEN undefined_column THEN
      IF kept !~ '^(GRANT|COMMENT ON COLUMN) ' THEN RAISE; END IF;
    END;
  END LOOP;
END $diffkit$;

-- downgrade
-- drop view those
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
DO $diffkit$
BEGIN
  PERFORM set_config('diffkit.kept_those', coalesce(string_agg(sql, chr(1) ORDER BY place, sql), ''), false) FROM (
    SELECT 0 AS place, format('ALTER VIEW "those" OWNER TO %I', pg_get_userbyid(relowner)) AS sql
      FROM pg_class WHERE oid = '"those"'::regclass AND pg_get_userbyid(relowner) <> current_user
    UNION ALL SELECT 1, pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = '"those"'::regclass
    UNION ALL SELECT 1, pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = '"those"'::regclass AND NOT tgisinternal
    UNION ALL SELECT 1, pg_get_ruledef(oid) FROM pg_rewrite WHERE ev_class = '"those"'::regclass AND rulename <> '_RETURN'
    UNION ALL SELECT 2, format('GRANT %s ON "those" TO %s', privilege_type, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
      || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_class, aclexplode(relacl) WHERE oid = '"those"'::regclass AND grantee <> relowner
    UNION ALL SELECT 2, format('GRANT %s (%I) ON "those" TO %s', privilege_type, attname, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
      || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute, aclexplode(attacl) WHERE attrelid = '"those"'::regclass
    UNION ALL SELECT 3, format('COMMENT ON VIEW "those" IS %L', description)
      FROM pg_description WHERE classoid = 'pg_class'::regclass AND objoid = '"those"'::regclass AND objsubid = 0
    UNION ALL SELECT 3, format('COMMENT ON COLUMN "those".%I IS %L', attname, description)
      FROM pg_description JOIN pg_attribute ON attrelid = objoid AND attnum = objsubid
      WHERE classoid = 'pg_class'::regclass AND objoid = '"those"'::regclass AND objsubid > 0
  ) AS kept;
END $diffkit$;
-- made again below
DROP VIEW "those";
-- alter enum bb: values ok, high, qq
-- refuses while a row holds a value that goes
DO $diffkit$
DECLARE held text;
BEGIN
  SELECT string_agg(line, '; ') INTO held FROM (
    SELECT 'users.y holds ''rr'', rows: ' || n || (SELECT ' (' || string_agg(example, '; ') || ')' FROM (SELECT 'id ' || "id"::text AS example FROM "users" WHERE "y" = 'rr' ORDER BY "id" LIMIT 3) AS examples) AS line FROM (SELECT count(*) AS n FROM "users" WHERE "y" = 'rr') AS counted WHERE n > 0
  ) AS found;
  IF held IS NOT NULL THEN RAISE EXCEPTION '%', held; END IF;
END $diffkit$;
-- made again below: it depends on the changed column
ALTER TABLE "users" DROP CONSTRAINT "users_check";
-- made again below: it depends on the changed column
DROP INDEX "users_x_idx";
-- made again below: it depends on the changed column
ALTER TABLE "users" DROP COLUMN "both";
ALTER TABLE "users" ALTER COLUMN "y" DROP DEFAULT;
-- a value cannot be dropped or moved: the type is made anew
ALTER TYPE "bb" RENAME TO "bb__old";
CREATE TYPE "bb" AS ENUM ('ok', 'high', 'qq');
ALTER TABLE "users" ALTER COLUMN "y" TYPE "bb" USING "y"::text::"bb";
DROP TYPE "bb__old";
ALTER TABLE "users" ALTER COLUMN "y" SET DEFAULT 'qq';
ALTER TABLE "users" ADD COLUMN "both" boolean GENERATED ALWAYS AS (x = 'pp' and y = 'qq') STORED;
ALTER TABLE "users" ADD CONSTRAINT "users_check" CHECK (x <> 'pp' or y <> 'qq' or id > 0);
CREATE INDEX "users_x_idx" ON "users" ("x") WHERE y = 'qq';
-- alter enum aa: values ok, high, pp
-- made again below: it depends on the changed column
ALTER TABLE "posts" DROP CONSTRAINT "posts_users_fk";
-- made again below: it depends on the changed column
ALTER TABLE "users" DROP CONSTRAINT "users_check";
-- made again below: it depends on the changed column
ALTER TABLE "users" DROP CONSTRAINT "users_some_key";
-- made again below: it depends on the changed column
DROP INDEX "users_x_idx";
-- made again below: it depends on the changed column
ALTER TABLE "users" DROP COLUMN "both";
-- made again below: it depends on the changed column
ALTER TABLE "users" DROP COLUMN "some";
ALTER TABLE "users" ALTER COLUMN "x" DROP DEFAULT, ALTER COLUMN "xs" DROP DEFAULT;
-- a value cannot be dropped or moved: the type is made anew
ALTER TYPE "aa" RENAME TO "aa__old";
CREATE TYPE "aa" AS ENUM ('ok', 'high', 'pp');
ALTER TABLE "posts" ALTER COLUMN "x" TYPE "aa" USING "x"::text::"aa";
ALTER TABLE "users" ALTER COLUMN "x" TYPE "aa" USING "x"::text::"aa", ALTER COLUMN "xs" TYPE "aa"[] USING "xs"::text[]::"aa"[];
DROP TYPE "aa__old";
ALTER TABLE "users" ALTER COLUMN "x" SET DEFAULT 'pp', ALTER COLUMN "xs" SET DEFAULT '{pp}';
ALTER TABLE "users" ADD COLUMN "both" boolean GENERATED ALWAYS AS (x = 'pp' and y = 'qq') STORED;
ALTER TABLE "users" ADD COLUMN "some" "aa" GENERATED ALWAYS AS (coalesce(x, 'pp')) STORED;
ALTER TABLE "users" ADD CONSTRAINT "users_some_key" UNIQUE ("some", "id");
ALTER TABLE "users" ADD CONSTRAINT "users_check" CHECK (x <> 'pp' or y <> 'qq' or id > 0);
CREATE INDEX "users_x_idx" ON "users" ("x") WHERE y = 'qq';
ALTER TABLE "posts" ADD CONSTRAINT "posts_users_fk" FOREIGN KEY ("x", "user_id") REFERENCES "users" ("x", "id");
-- rename value 'qq' of enum bb to 'q'
ALTER TYPE "bb" RENAME VALUE 'qq' TO 'q';
-- rename value 'pp' of enum aa to 'p'
ALTER TYPE "aa" RENAME VALUE 'pp' TO 'p';
-- create view those
CREATE VIEW "those" AS select x, y from users where x = 'p' or y = 'q';
-- puts it back
DO $diffkit$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY string_to_array(coalesce(current_setting('diffkit.kept_those', true), ''), chr(1)) LOOP
    BEGIN
      EXECUTE kept;
    EXCEPTION WHEN undefined_column THEN
      IF kept !~ '^(GRANT|COMMENT ON COLUMN) ' THEN RAISE; END IF;
    END;
  END LOOP;
END $diffkit$;
