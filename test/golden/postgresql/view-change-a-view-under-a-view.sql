-- upgrade
-- drop view b
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
DO $diffkit$
BEGIN
  PERFORM set_config('diffkit.kept_b', coalesce(string_agg(sql, chr(1) ORDER BY place, sql), ''), false) FROM (
    SELECT 0 AS place, format('ALTER VIEW "b" OWNER TO %I', pg_get_userbyid(relowner)) AS sql
      FROM pg_class WHERE oid = '"b"'::regclass AND pg_get_userbyid(relowner) <> current_user
    UNION ALL SELECT 1, pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = '"b"'::regclass
    UNION ALL SELECT 1, pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = '"b"'::regclass AND NOT tgisinternal
    UNION ALL SELECT 1, pg_get_ruledef(oid) FROM pg_rewrite WHERE ev_class = '"b"'::regclass AND rulename <> '_RETURN'
    UNION ALL SELECT 2, format('GRANT %s ON "b" TO %s', privilege_type, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
      || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_class, aclexplode(relacl) WHERE oid = '"b"'::regclass AND grantee <> relowner
    UNION ALL SELECT 2, format('GRANT %s (%I) ON "b" TO %s', privilege_type, attname, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
      || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute, aclexplode(attacl) WHERE attrelid = '"b"'::regclass
    UNION ALL SELECT 3, format('COMMENT ON VIEW "b" IS %L', description)
      FROM pg_description WHERE classoid = 'pg_class'::regclass AND objoid = '"b"'::regclass AND objsubid = 0
    UNION ALL SELECT 3, format('COMMENT ON COLUMN "b".%I IS %L', attname, description)
      FROM pg_description JOIN pg_attribute ON attrelid = objoid AND attnum = objsubid
      WHERE classoid = 'pg_class'::regclass AND objoid = '"b"'::regclass AND objsubid > 0
  ) AS kept;
END $diffkit$;
-- made again below
DROP VIEW "b";
-- drop view a
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
DO $diffkit$
BEGIN
  PERFORM set_config('diffkit.kept_a', coalesce(string_agg(sql, chr(1) ORDER BY place, sql), ''), false) FROM (
    SELECT 0 AS place, format('ALTER VIEW "a" OWNER TO %I', pg_get_userbyid(relowner)) AS sql
      FROM pg_class WHERE oid = '"a"'::regclass AND pg_get_userbyid(relowner) <> current_user
    UNION ALL SELECT 1, pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = '"a"'::regclass
    UNION ALL SELECT 1, pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = '"a"'::regclass AND NOT tgisinternal
    UNION ALL SELECT 1, pg_get_ruledef(oid) FROM pg_rewrite WHERE ev_class = '"a"'::regclass AND rulename <> '_RETURN'
    UNION ALL SELECT 2, format('GRANT %s ON "a" TO %s', privilege_type, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
      || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_class, aclexplode(relacl) WHERE oid = '"a"'::regclass AND grantee <> relowner
    UNION ALL SELECT 2, format('GRANT %s (%I) ON "a" TO %s', privilege_type, attname, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
      || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute, aclexplode(attacl) WHERE attrelid = '"a"'::regclass
    UNION ALL SELECT 3, format('COMMENT ON VIEW "a" IS %L', description)
      FROM pg_description WHERE classoid = 'pg_class'::regclass AND objoid = '"a"'::regclass AND objsubid = 0
    UNION ALL SELECT 3, format('COMMENT ON COLUMN "a".%I IS %L', attname, description)
      FROM pg_description JOIN pg_attribute ON attrelid = objoid AND attnum = objsubid
      WHERE classoid = 'pg_class'::regclass AND objoid = '"a"'::regclass AND objsubid > 0
  ) AS kept;
END $diffkit$;
-- made again below
DROP VIEW "a";
-- create view a
CREATE VIEW "a" AS select id from users;
-- puts it back
DO $diffkit$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY string_to_array(coalesce(current_setting('diffkit.kept_a', true), ''), chr(1)) LOOP
    BEGIN
      EXECUTE kept;
    EXCEPTION WHEN undefined_column THEN
      IF kept !~ '^(GRANT|COMMENT ON COLUMN) ' THEN RAISE; END IF;
    END;
  END LOOP;
END $diffkit$;
-- create view b
CREATE VIEW "b" AS select id from a;
-- puts it back
DO $diffkit$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY string_to_array(coalesce(current_setting('diffkit.kept_b', true), ''), chr(1)) LOOP
    BEGIN
      EXECUTE kept;
    EXCEPTION WHEN undefined_column THEN
      IF kept !~ '^(GRANT|COMMENT ON COLUMN) ' THEN RAISE; END IF;
    END;
  END LOOP;
END $diffkit$;

-- downgrade
-- drop view b
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
DO $diffkit$
BEGIN
  PERFORM set_config('diffkit.kept_b', coalesce(string_agg(sql, chr(1) ORDER BY place, sql), ''), false) FROM (
    SELECT 0 AS place, format('ALTER VIEW "b" OWNER TO %I', pg_get_userbyid(relowner)) AS sql
      FROM pg_class WHERE oid = '"b"'::regclass AND pg_get_userbyid(relowner) <> current_user
    UNION ALL SELECT 1, pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = '"b"'::regclass
    UNION ALL SELECT 1, pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = '"b"'::regclass AND NOT tgisinternal
    UNION ALL SELECT 1, pg_get_ruledef(oid) FROM pg_rewrite WHERE ev_class = '"b"'::regclass AND rulename <> '_RETURN'
    UNION ALL SELECT 2, format('GRANT %s ON "b" TO %s', privilege_type, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
      || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_class, aclexplode(relacl) WHERE oid = '"b"'::regclass AND grantee <> relowner
    UNION ALL SELECT 2, format('GRANT %s (%I) ON "b" TO %s', privilege_type, attname, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
      || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute, aclexplode(attacl) WHERE attrelid = '"b"'::regclass
    UNION ALL SELECT 3, format('COMMENT ON VIEW "b" IS %L', description)
      FROM pg_description WHERE classoid = 'pg_class'::regclass AND objoid = '"b"'::regclass AND objsubid = 0
    UNION ALL SELECT 3, format('COMMENT ON COLUMN "b".%I IS %L', attname, description)
      FROM pg_description JOIN pg_attribute ON attrelid = objoid AND attnum = objsubid
      WHERE classoid = 'pg_class'::regclass AND objoid = '"b"'::regclass AND objsubid > 0
  ) AS kept;
END $diffkit$;
-- made again below
DROP VIEW "b";
-- drop view a
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
DO $diffkit$
BEGIN
  PERFORM set_config('diffkit.kept_a', coalesce(string_agg(sql, chr(1) ORDER BY place, sql), ''), false) FROM (
    SELECT 0 AS place, format('ALTER VIEW "a" OWNER TO %I', pg_get_userbyid(relowner)) AS sql
      FROM pg_class WHERE oid = '"a"'::regclass AND pg_get_userbyid(relowner) <> current_user
    UNION ALL SELECT 1, pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = '"a"'::regclass
    UNION ALL SELECT 1, pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = '"a"'::regclass AND NOT tgisinternal
    UNION ALL SELECT 1, pg_get_ruledef(oid) FROM pg_rewrite WHERE ev_class = '"a"'::regclass AND rulename <> '_RETURN'
    UNION ALL SELECT 2, format('GRANT %s ON "a" TO %s', privilege_type, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
      || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_class, aclexplode(relacl) WHERE oid = '"a"'::regclass AND grantee <> relowner
    UNION ALL SELECT 2, format('GRANT %s (%I) ON "a" TO %s', privilege_type, attname, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
      || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute, aclexplode(attacl) WHERE attrelid = '"a"'::regclass
    UNION ALL SELECT 3, format('COMMENT ON VIEW "a" IS %L', description)
      FROM pg_description WHERE classoid = 'pg_class'::regclass AND objoid = '"a"'::regclass AND objsubid = 0
    UNION ALL SELECT 3, format('COMMENT ON COLUMN "a".%I IS %L', attname, description)
      FROM pg_description JOIN pg_attribute ON attrelid = objoid AND attnum = objsubid
      WHERE classoid = 'pg_class'::regclass AND objoid = '"a"'::regclass AND objsubid > 0
  ) AS kept;
END $diffkit$;
-- made again below
DROP VIEW "a";
-- create view a
CREATE VIEW "a" AS select id, age from users;
-- puts it back
DO $diffkit$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY string_to_array(coalesce(current_setting('diffkit.kept_a', true), ''), chr(1)) LOOP
    BEGIN
      EXECUTE kept;
    EXCEPTION WHEN undefined_column THEN
      IF kept !~ '^(GRANT|COMMENT ON COLUMN) ' THEN RAISE; END IF;
    END;
  END LOOP;
END $diffkit$;
-- create view b
CREATE VIEW "b" AS select id from a;
-- puts it back
DO $diffkit$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY string_to_array(coalesce(current_setting('diffkit.kept_b', true), ''), chr(1)) LOOP
    BEGIN
      EXECUTE kept;
    EXCEPTION WHEN undefined_column THEN
      IF kept !~ '^(GRANT|COMMENT ON COLUMN) ' THEN RAISE; END IF;
    END;
  END LOOP;
END $diffkit$;
