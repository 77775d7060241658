-- upgrade
-- create namespace tools
CREATE SCHEMA "tools";
-- alter extension citext: namespace tools
DO $diffkit$ DECLARE fixed record; BEGIN
  SELECT extversion, obj_description(oid, 'pg_extension') AS comment INTO fixed
    FROM pg_extension WHERE extname = 'citext' AND NOT extrelocatable AND extconfig IS NULL;
  IF FOUND THEN
    DROP EXTENSION "citext";
    EXECUTE format('CREATE EXTENSION "citext" SCHEMA "tools" VERSION %L', fixed.extversion);
    EXECUTE format('COMMENT ON EXTENSION "citext" IS %L', fixed.comment);
  ELSE
    ALTER EXTENSION "citext" SET SCHEMA "tools";
  END IF;
END $diffkit$;
-- add column users.emails (citext[])
ALTER TABLE "users" ADD COLUMN "emails" tools.citext[] DEFAULT '{}';
-- drop namespace extensions
DROP SCHEMA "extensions";

-- downgrade
-- create namespace extensions
CREATE SCHEMA "extensions";
-- drop column users.emails
ALTER TABLE "users" DROP COLUMN "emails";
-- alter extension citext: namespace extensions
DO $diffkit$ DECLARE fixed record; BEGIN
  SELECT extversion, obj_description(oid, 'pg_extension') AS comment INTO fixed
    FROM pg_extension WHERE extname = 'citext' AND NOT extrelocatable AND extconfig IS NULL;
  IF FOUND THEN
    DROP EXTENSION "citext";
    EXECUTE format('CREATE EXTENSION "citext" SCHEMA "extensions" VERSION %L', fixed.extversion);
    EXECUTE format('COMMENT ON EXTENSION "citext" IS %L', fixed.comment);
  ELSE
    ALTER EXTENSION "citext" SET SCHEMA "extensions";
  END IF;
END $diffkit$;
-- drop namespace tools
DROP SCHEMA "tools";
