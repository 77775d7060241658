-- upgrade
-- drop namespace auth
DROP SCHEMA "auth";

-- downgrade
-- create namespace auth
CREATE SCHEMA "auth";
