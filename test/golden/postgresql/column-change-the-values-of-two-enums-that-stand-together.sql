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
-- drop index users.users_x_idx
DROP INDEX "users_x_idx";
-- drop constraint users.users_check
ALTER TABLE "users" DROP CONSTRAINT "users_check";
-- drop constraint users.users_some_key
ALTER TABLE "users" DROP CONSTRAINT "users_some_key";
-- alter column users.xs: drop default
ALTER TABLE "users" ALTER COLUMN "xs" DROP DEFAULT;
-- alter column users.both: drop generated
ALTER TABLE "users" ALTER COLUMN "both" DROP EXPRESSION;
-- alter column users.y: drop default
ALTER TABLE "users" ALTER COLUMN "y" DROP DEFAULT;
-- alter column users.some: drop generated
ALTER TABLE "users" ALTER COLUMN "some" DROP EXPRESSION;
-- alter column users.x: drop default
ALTER TABLE "users" ALTER COLUMN "x" DROP DEFAULT;
-- alter enum aa: values ok, high, r
-- refuses while a row holds a value that goes
DO $diffkit$
DECLARE held text;
BEGIN
  SELECT string_agg(line, '; ') INTO held FROM (
    SELECT 'posts.x holds ''p'', rows: ' || n || (SELECT ' (' || string_agg(example, '; ') || ')' FROM (SELECT 'id ' || "id"::text AS example FROM "posts" WHERE "x" = 'p' ORDER BY "id" LIMIT 3) AS examples) AS line FROM (SELECT count(*) AS n FROM "posts" WHERE "x" = 'p') AS counted WHERE n > 0
    UNION ALL
    SELECT 'users.x holds ''p'', rows: ' || n || (SELECT ' (' || string_agg(example, '; ') || ')' FROM (SELECT 'id ' || "id"::text AS example FROM "users" WHERE "x" = 'p' ORDER BY "id" LIMIT 3) AS examples) AS line FROM (SELECT count(*) AS n FROM "users" WHERE "x" = 'p') AS counted WHERE n > 0
    UNION ALL
    SELECT 'users.xs holds ''p'', rows: ' || n || (SELECT ' (' || string_agg(example, '; ') || ')' FROM (SELECT 'id ' || "id"::text AS example FROM "users" WHERE 'p' = ANY ("xs") ORDER BY "id" LIMIT 3) AS examples) AS line FROM (SELECT count(*) AS n FROM "users" WHERE 'p' = ANY ("xs")) AS counted WHERE n > 0
    UNION ALL
    SELECT 'users.some holds ''p'', rows: ' || n || (SELECT ' (' || string_agg(example, '; ') || ')' FROM (SELECT 'id ' || "id"::text AS example FROM "users" WHERE "some" = 'p' ORDER BY "id" LIMIT 3) AS examples) AS line FROM (SELECT count(*) AS n FROM "users" WHERE "some" = 'p') AS counted WHERE n > 0
  ) AS found;
  IF held IS NOT NULL THEN RAISE EXCEPTION '%', held; END IF;
END $diffkit$;
-- made again below: it depends on the changed column
ALTER TABLE "posts" DROP CONSTRAINT "posts_users_fk";
-- a value cannot be dropped or moved: the type is made anew
ALTER TYPE "aa" RENAME TO "aa__old";
CREATE TYPE "aa" AS ENUM ('ok', 'high', 'r');
ALTER TABLE "posts" ALTER COLUMN "x" TYPE "aa" USING "x"::text::"aa";
ALTER TABLE "users" ALTER COLUMN "x" TYPE "aa" USING "x"::text::"aa", ALTER COLUMN "xs" TYPE "aa"[] USING "xs"::text[]::"aa"[], ALTER COLUMN "some" TYPE "aa" USING "some"::text::"aa";
DROP TYPE "aa__old";
ALTER TABLE "posts" ADD CONSTRAINT "posts_users_fk" FOREIGN KEY ("x", "user_id") REFERENCES "users" ("x", "id");
-- alter enum bb: values s, ok, high
-- refuses while a row holds a value that goes
DO $diffkit$
DECLARE held text;
BEGIN
  SELECT string_agg(line, '; ') INTO held FROM (
    SELECT 'users.y holds ''q'', rows: ' || n || (SELECT ' (' || string_agg(example, '; ') || ')' FROM (SELECT 'id ' || "id"::text AS example FROM "users" WHERE "y" = 'q' ORDER BY "id" LIMIT 3) AS examples) AS line FROM (SELECT count(*) AS n FROM "users" WHERE "y" = 'q') AS counted WHERE n > 0
  ) AS found;
  IF held IS NOT NULL THEN RAISE EXCEPTION '%', held; END IF;
END $diffkit$;
-- a value cannot be dropped or moved: the type is made anew
ALTER TYPE "bb" RENAME TO "bb__old";
CREATE TYPE "bb" AS ENUM ('s', 'ok', 'high');
ALTER TABLE "users" ALTER COLUMN "y" TYPE "bb" USING "y"::text::"bb";
DROP TYPE "bb__old";
-- alter column users.x: default 'r'
ALTER TABLE "users" ALTER COLUMN "x" SET DEFAULT 'r';
-- alter column users.y: default 's'
ALTER TABLE "users" ALTER COLUMN "y" SET DEFAULT 's';
-- alter column users.xs: default '{r}'
ALTER TABLE "users" ALTER COLUMN "xs" SET DEFAULT '{r}';
-- alter column users.both: generated
-- its values are generated from now on
ALTER TABLE "users" DROP COLUMN IF EXISTS "both";
ALTER TABLE "users" ADD COLUMN "both" boolean GENERATED ALWAYS AS (x = 'r' and y = 's') STORED;
-- alter column users.some: generated
-- its values are generated from now on
ALTER TABLE "users" DROP COLUMN IF EXISTS "some";
ALTER TABLE "users" ADD COLUMN "some" "aa" GENERATED ALWAYS AS (coalesce(x, 'r')) STORED;
-- add unique constraint users.users_some_key (some, id)
ALTER TABLE "users" ADD CONSTRAINT "users_some_key" UNIQUE ("some", "id");
-- add check users.users_check (x <> 'r' or y <> 's' or id > 0)
ALTER TABLE "users" ADD CONSTRAINT "users_check" CHECK (x <> 'r' or y <> 's' or id > 0);
-- create index users.users_x_idx (x)
CREATE INDEX "users_x_idx" ON "users" ("x") WHERE y = 's';
-- create view those
CREATE VIEW "those" AS select x, y from users where x = 'r' or y = 's';
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
-- drop index users.users_x_idx
DROP INDEX "users_x_idx";
-- drop constraint users.users_check
ALTER TABLE "users" DROP CONSTRAINT "users_check";
-- drop constraint users.users_some_key
ALTER TABLE "users" DROP CONSTRAINT "users_some_key";
-- alter column users.some: drop generated
ALTER TABLE "users" ALTER COLUMN "some" DROP EXPRESSION;
-- alter column users.both: drop generated
ALTER TABLE "users" ALTER COLUMN "both" DROP EXPRESSION;
-- alter column users.xs: drop default
ALTER TABLE "users" ALTER COLUMN "xs" DROP DEFAULT;
-- alter column users.y: drop default
ALTER TABLE "users" ALTER COLUMN "y" DROP DEFAULT;
-- alter column users.x: drop default
ALTER TABLE "users" ALTER COLUMN "x" DROP DEFAULT;
-- alter enum bb: values ok, high, q
-- refuses while a row holds a value that goes
DO $diffkit$
DECLARE held text;
BEGIN
  SELECT string_agg(line, '; ') INTO held FROM (
    SELECT 'users.y holds ''s'', rows: ' || n || (SELECT ' (' || string_agg(example, '; ') || ')' FROM (SELECT 'id ' || "id"::text AS example FROM "users" WHERE "y" = 's' ORDER BY "id" LIMIT 3) AS examples) AS line FROM (SELECT count(*) AS n FROM "users" WHERE "y" = 's') AS counted WHERE n > 0
  ) AS found;
  IF held IS NOT NULL THEN RAISE EXCEPTION '%', held; END IF;
END $diffkit$;
-- a value cannot be dropped or moved: the type is made anew
ALTER TYPE "bb" RENAME TO "bb__old";
CREATE TYPE "bb" AS ENUM ('ok', 'high', 'q');
ALTER TABLE "users" ALTER COLUMN "y" TYPE "bb" USING "y"::text::"bb";
DROP TYPE "bb__old";
-- alter enum aa: values ok, high, p
-- refuses while a row holds a value that goes
DO $diffkit$
DECLARE held text;
BEGIN
  SELECT string_agg(line, '; ') INTO held FROM (
    SELECT 'posts.x holds ''r'', rows: ' || n || (SELECT ' (' || string_agg(example, '; ') || ')' FROM (SELECT 'id ' || "id"::text AS example FROM "posts" WHERE "x" = 'r' ORDER BY "id" LIMIT 3) AS examples) AS line FROM (SELECT count(*) AS n FROM "posts" WHERE "x" = 'r') AS counted WHERE n > 0
    UNION ALL
    SELECT 'users.x holds ''r'', rows: ' || n || (SELECT ' (' || string_agg(example, '; ') || ')' FROM (SELECT 'id ' || "id"::text AS example FROM "users" WHERE "x" = 'r' ORDER BY "id" LIMIT 3) AS examples) AS line FROM (SELECT count(*) AS n FROM "users" WHERE "x" = 'r') AS counted WHERE n > 0
    UNION ALL
    SELECT 'users.xs holds ''r'', rows: ' || n || (SELECT ' (' || string_agg(example, '; ') || ')' FROM (SELECT 'id ' || "id"::text AS example FROM "users" WHERE 'r' = ANY ("xs") ORDER BY "id" LIMIT 3) AS examples) AS line FROM (SELECT count(*) AS n FROM "users" WHERE 'r' = ANY ("xs")) AS counted WHERE n > 0
    UNION ALL
    SELECT 'users.some holds ''r'', rows: ' || n || (SELECT ' (' || string_agg(example, '; ') || ')' FROM (SELECT 'id ' || "id"::text AS example FROM "users" WHERE "some" = 'r' ORDER BY "id" LIMIT 3) AS examples) AS line FROM (SELECT count(*) AS n FROM "users" WHERE "some" = 'r') AS counted WHERE n > 0
  ) AS found;
  IF held IS NOT NULL THEN RAISE EXCEPTION '%', held; END IF;
END $diffkit$;
-- made again below: it depends on the changed column
ALTER TABLE "posts" DROP CONSTRAINT "posts_users_fk";
-- a value cannot be dropped or moved: the type is made anew
ALTER TYPE "aa" RENAME TO "aa__old";
CREATE TYPE "aa" AS ENUM ('ok', 'high', 'p');
ALTER TABLE "posts" ALTER COLUMN "x" TYPE "aa" USING "x"::text::"aa";
ALTER TABLE "users" ALTER COLUMN "x" TYPE "aa" USING "x"::text::"aa", ALTER COLUMN "xs" TYPE "aa"[] USING "xs"::text[]::"aa"[], ALTER COLUMN "some" TYPE "aa" USING "some"::text::"aa";
DROP TYPE "aa__old";
ALTER TABLE "posts" ADD CONSTRAINT "posts_users_fk" FOREIGN KEY ("x", "user_id") REFERENCES "users" ("x", "id");
-- alter column users.x: default 'p'
ALTER TABLE "users" ALTER COLUMN "x" SET DEFAULT 'p';
-- alter column users.some: generated
-- its values are generated from now on
ALTER TABLE "users" DROP COLUMN IF EXISTS "some";
ALTER TABLE "users" ADD COLUMN "some" "aa" GENERATED ALWAYS AS (coalesce(x, 'p')) STORED;
-- alter column users.y: default 'q'
ALTER TABLE "users" ALTER COLUMN "y" SET DEFAULT 'q';
-- alter column users.both: generated
-- its values are generated from now on
ALTER TABLE "users" DROP COLUMN IF EXISTS "both";
ALTER TABLE "users" ADD COLUMN "both" boolean GENERATED ALWAYS AS (x = 'p' and y = 'q') STORED;
-- alter column users.xs: default '{p}'
ALTER TABLE "users" ALTER COLUMN "xs" SET DEFAULT '{p}';
-- add unique constraint users.users_some_key (some, id)
ALTER TABLE "users" ADD CONSTRAINT "users_some_key" UNIQUE ("some", "id");
-- add check users.users_check (x <> 'p' or y <> 'q' or id > 0)
ALTER TABLE "users" ADD CONSTRAINT "users_check" CHECK (x <> 'p' or y <> 'q' or id > 0);
-- create index users.users_x_idx (x)
CREATE INDEX "users_x_idx" ON "users" ("x") WHERE y = 'q';
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
