-- upgrade
-- drop view adults
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
DO $diffkit$
BEGIN
  PERFORM set_config('diffkit.kept_adults', coalesce(string_agg(sql, chr(1) ORDER BY place, sql), ''), false) FROM (
    SELECT 0 AS place, format('ALTER VIEW "adults" OWNER TO %I', pg_get_userbyid(relowner)) AS sql
      FROM pg_class WHERE oid = '"adults"'::regclass AND pg_get_userbyid(relowner) <> current_user
    UNION ALL SELECT 1, pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = '"adults"'::regclass
    UNION ALL SELECT 1, pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = '"adults"'::regclass AND NOT tgisinternal
    UNION ALL SELECT 1, pg_get_ruledef(oid) FROM pg_rewrite WHERE ev_class = '"adults"'::regclass AND rulename <> '_RETURN'
    UNION ALL SELECT 2, format('GRANT %s ON "adults" TO %s', privilege_type, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
      || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_class, aclexplode(relacl) WHERE oid = '"adults"'::regclass AND grantee <> relowner
    UNION ALL SELECT 2, format('GRANT %s (%I) ON "adults" TO %s', privilege_type, attname, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
      || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute, aclexplode(attacl) WHERE attrelid = '"adults"'::regclass
    UNION ALL SELECT 3, format('COMMENT ON VIEW "adults" IS %L', description)
      FROM pg_description WHERE classoid = 'pg_class'::regclass AND objoid = '"adults"'::regclass AND objsubid = 0
    UNION ALL SELECT 3, format('COMMENT ON COLUMN "adults".%I IS %L', attname, description)
      FROM pg_description JOIN pg_attribute ON attrelid = objoid AND attnum = objsubid
      WHERE classoid = 'pg_class'::regclass AND objoid = '"adults"'::regclass AND objsubid > 0
  ) AS kept;
END $diffkit$;
-- made again below
DROP VIEW "adults";
-- create view adults
CREATE VIEW "adults" WITH (check_option = local, security_barrier = true) AS select id from users where age > 17;
-- puts it back
DO $diffkit$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY string_to_array(coalesce(current_setting('diffkit.kept_adults', true), ''), chr(1)) LOOP
    BEGIN
      EXECUTE kept;
    EXCEPTION WHEN undefined_column THEN
      IF kept !~ '^(GRANT|COMMENT ON COLUMN) ' THEN RAISE; END IF;
    END;
  END LOOP;
END $diffkit$;

-- downgrade
-- drop view adults
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
DO $diffkit$
BEGIN
  PERFORM set_config('diffkit.kept_adults', coalesce(string_agg(sql, chr(1) ORDER BY place, sql), ''), false) FROM (
    SELECT 0 AS place, format('ALTER VIEW "adults" OWNER TO %I', pg_get_userbyid(relowner)) AS sql
      FROM pg_class WHERE oid = '"adults"'::regclass AND pg_get_userbyid(relowner) <> current_user
    UNION ALL SELECT 1, pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = '"adults"'::regclass
    UNION ALL SELECT 1, pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = '"adults"'::regclass AND NOT tgisinternal
    UNION ALL SELECT 1, pg_get_ruledef(oid) FROM pg_rewrite WHERE ev_class = '"adults"'::regclass AND rulename <> '_RETURN'
    UNION ALL SELECT 2, format('GRANT %s ON "adults" TO %s', privilege_type, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
      || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_class, aclexplode(relacl) WHERE oid = '"adults"'::regclass AND grantee <> relowner
    UNION ALL SELECT 2, format('GRANT %s (%I) ON "adults" TO %s', privilege_type, attname, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
      || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute, aclexplode(attacl) WHERE attrelid = '"adults"'::regclass
    UNION ALL SELECT 3, format('COMMENT ON VIEW "adults" IS %L', description)
      FROM pg_description WHERE classoid = 'pg_class'::regclass AND objoid = '"adults"'::regclass AND objsubid = 0
    UNION ALL SELECT 3, format('COMMENT ON COLUMN "adults".%I IS %L', attname, description)
      FROM pg_description JOIN pg_attribute ON attrelid = objoid AND attnum = objsubid
      WHERE classoid = 'pg_class'::regclass AND objoid = '"adults"'::regclass AND objsubid > 0
  ) AS kept;
END $diffkit$;
-- made again below
DROP VIEW "adults";
-- create view adults
CREATE VIEW "adults" AS select id from users where age > 17;
-- puts it back
DO $diffkit$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY string_to_array(coalesce(current_setting('diffkit.kept_adults', true), ''), chr(1)) LOOP
    BEGIN
      EXECUTE kept;
    EXCEPTION WHEN undefined_column THEN
      IF kept !~ '^(GRANT|COMMENT ON COLUMN) ' THEN RAISE; END IF;
    END;
  END LOOP;
END $diffkit$;
