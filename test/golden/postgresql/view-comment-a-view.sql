-- upgrade
-- alter view adults: comment Who may vote
COMMENT ON VIEW "adults" IS 'Who may vote';

-- downgrade
-- alter view adults: drop comment
COMMENT ON VIEW "adults" IS NULL;
