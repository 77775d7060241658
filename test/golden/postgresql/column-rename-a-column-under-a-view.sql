-- upgrade
-- drop view ages
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
DO $diffkit$
BEGIN
  PERFORM set_config('diffkit.kept_ages', coalesce(string_agg(sql, chr(1) ORDER BY place, sql), ''), false) FROM (
    SELECT 0 AS place, format('ALTER VIEW "ages" OWNER TO %I', pg_get_userbyid(relowner)) AS sql
      FROM pg_class WHERE oid = '"ages"'::regclass AND pg_get_userbyid(relowner) <> current_user
    UNION ALL SELECT 1, pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = '"ages"'::regclass
    UNION ALL SELECT 1, pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = '"ages"'::regclass AND NOT tgisinternal
    UNION ALL SELECT 1, pg_get_ruledef(oid) FROM pg_rewrite WHERE ev_class = '"ages"'::regclass AND rulename <> '_RETURN'
    UNION ALL SELECT 2, format('GRANT %s ON "ages" TO %s', privilege_type, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
      || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_class, aclexplode(relacl) WHERE oid = '"ages"'::regclass AND grantee <> relowner
    UNION ALL SELECT 2, format('GRANT %s (%I) ON "ages" TO %s', privilege_type, attname, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
      || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute, aclexplode(attacl) WHERE attrelid = '"ages"'::regclass
    UNION ALL SELECT 3, format('COMMENT ON VIEW "ages" IS %L', description)
      FROM pg_description WHERE classoid = 'pg_class'::regclass AND objoid = '"ages"'::regclass AND objsubid = 0
    UNION ALL SELECT 3, format('COMMENT ON COLUMN "ages".%I IS %L', attname, description)
      FROM pg_description JOIN pg_attribute ON attrelid = objoid AND attnum = objsubid
      WHERE classoid = 'pg_class'::regclass AND objoid = '"ages"'::regclass AND objsubid > 0
  ) AS kept;
END $diffkit$;
-- made again below
DROP VIEW "ages";
-- rename column users.age to years
ALTER TABLE "users" RENAME COLUMN "age" TO "years";
-- create view ages
CREATE VIEW "ages" AS select years from users;
-- puts it back
DO $diffkit$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY string_to_array(coalesce(current_setting('diffkit.kept_ages', true), ''), chr(1)) LOOP
    BEGIN
      EXECUTE kept;
    EXCEPTION WHEN undefined_column THEN
      IF kept !~ '^(GRANT|COMMENT ON COLUMN) ' THEN RAISE; END IF;
    END;
  END LOOP;
END $diffkit$;

-- downgrade
-- drop view ages
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
DO $diffkit$
BEGIN
  PERFORM set_config('diffkit.kept_ages', coalesce(string_agg(sql, chr(1) ORDER BY place, sql), ''), false) FROM (
    SELECT 0 AS place, format('ALTER VIEW "ages" OWNER TO %I', pg_get_userbyid(relowner)) AS sql
      FROM pg_class WHERE oid = '"ages"'::regclass AND pg_get_userbyid(relowner) <> current_user
    UNION ALL SELECT 1, pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = '"ages"'::regclass
    UNION ALL SELECT 1, pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = '"ages"'::regclass AND NOT tgisinternal
    UNION ALL SELECT 1, pg_get_ruledef(oid) FROM pg_rewrite WHERE ev_class = '"ages"'::regclass AND rulename <> '_RETURN'
    UNION ALL SELECT 2, format('GRANT %s ON "ages" TO %s', privilege_type, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
      || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_class, aclexplode(relacl) WHERE oid = '"ages"'::regclass AND grantee <> relowner
    UNION ALL SELECT 2, format('GRANT %s (%I) ON "ages" TO %s', privilege_type, attname, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
      || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute, aclexplode(attacl) WHERE attrelid = '"ages"'::regclass
    UNION ALL SELECT 3, format('COMMENT ON VIEW "ages" IS %L', description)
      FROM pg_description WHERE classoid = 'pg_class'::regclass AND objoid = '"ages"'::regclass AND objsubid = 0
    UNION ALL SELECT 3, format('COMMENT ON COLUMN "ages".%I IS %L', attname, description)
      FROM pg_description JOIN pg_attribute ON attrelid = objoid AND attnum = objsubid
      WHERE classoid = 'pg_class'::regclass AND objoid = '"ages"'::regclass AND objsubid > 0
  ) AS kept;
END $diffkit$;
-- made again below
DROP VIEW "ages";
-- rename column users.years to age
ALTER TABLE "users" RENAME COLUMN "years" TO "age";
-- create view ages
CREATE VIEW "ages" AS select age from users;
-- puts it back
DO $diffkit$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY string_to_array(coalesce(current_setting('diffkit.kept_ages', true), ''), chr(1)) LOOP
    BEGIN
      EXECUTE kept;
    EXCEPTION WHEN undefined_column THEN
      IF kept !~ '^(GRANT|COMMENT ON COLUMN) ' THEN RAISE; END IF;
    END;
  END LOOP;
END $diffkit$;
