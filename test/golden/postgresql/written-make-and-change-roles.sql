-- upgrade
-- create role writer
DO $diffkit$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'writer') THEN
    CREATE ROLE "writer" CREATEDB NOCREATEROLE INHERIT;
  ELSIF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'writer'
      AND (rolcreatedb, rolcreaterole, rolinherit) = (true, false, true)) THEN
    ALTER ROLE "writer" CREATEDB NOCREATEROLE INHERIT;
  END IF;
END $diffkit$;
-- alter role editor: createRole true
ALTER ROLE "editor" CREATEROLE;
-- drop role reader
-- one that a policy or another database of the server needs stays
DO $diffkit$
BEGIN
  IF NOT
    EXISTS (SELECT FROM pg_catalog.pg_shdepend d JOIN pg_catalog.pg_roles r ON r.oid = d.refobjid
      AND d.refclassid = 'pg_catalog.pg_authid'::regclass
      WHERE r.rolname = 'reader' AND (d.classid = 'pg_catalog.pg_policy'::regclass OR d.dbid NOT IN (0,
        (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()))))
  THEN
    DROP ROLE IF EXISTS "reader";
  END IF;
END $diffkit$;

-- downgrade
-- create role reader
DO $diffkit$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'reader') THEN
    CREATE ROLE "reader" NOCREATEDB NOCREATEROLE NOINHERIT;
  ELSIF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'reader'
      AND (rolcreatedb, rolcreaterole, rolinherit) = (false, false, false)) THEN
    ALTER ROLE "reader" NOCREATEDB NOCREATEROLE NOINHERIT;
  END IF;
END $diffkit$;
-- alter role editor: createRole false
ALTER ROLE "editor" NOCREATEROLE;
-- drop role writer
-- one that a policy or another database of the server needs stays
DO $diffkit$
BEGIN
  IF NOT
    EXISTS (SELECT FROM pg_catalog.pg_shdepend d JOIN pg_catalog.pg_roles r ON r.oid = d.refobjid
      AND d.refclassid = 'pg_catalog.pg_authid'::regclass
      WHERE r.rolname = 'writer' AND (d.classid = 'pg_catalog.pg_policy'::regclass OR d.dbid NOT IN (0,
        (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()))))
  THEN
    DROP ROLE IF EXISTS "writer";
  END IF;
END $diffkit$;
