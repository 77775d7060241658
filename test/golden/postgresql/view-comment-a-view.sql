-- upgrade
-- comment on view adults: Who may vote
COMMENT ON VIEW "adults" IS 'Who may vote';

-- downgrade
-- drop the comment of view adults
COMMENT ON VIEW "adults" IS NULL;
