-- upgrade
-- drop view b
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- made again below
DROP VIEW "b";
-- drop view a
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- made again below
DROP VIEW "a";
-- create view a
CREATE VIEW "a" AS select id from users;
-- puts it back
-- create view b
CREATE VIEW "b" AS select id from a;
-- puts it back

-- downgrade
-- drop view b
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- made again below
DROP VIEW "b";
-- drop view a
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- made again below
DROP VIEW "a";
-- create view a
CREATE VIEW "a" AS select id, age from users;
-- puts it back
-- create view b
CREATE VIEW "b" AS select id from a;
-- puts it back
