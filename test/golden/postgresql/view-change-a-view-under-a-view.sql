-- upgrade
-- drop view b
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "b";
-- drop view a
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "a";
-- create view a
CREATE VIEW "a" AS select id from users;
-- puts them back
-- puts them back, but for those that read what is made again below
-- create view b
CREATE VIEW "b" AS select id from a;
-- puts them back
-- puts them back

-- downgrade
-- drop view b
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "b";
-- drop view a
-- keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules
-- keeps the views, rules and functions that read it
-- made again below
DROP VIEW "a";
-- create view a
CREATE VIEW "a" AS select id, age from users;
-- puts them back
-- puts them back, but for those that read what is made again below
-- create view b
CREATE VIEW "b" AS select id from a;
-- puts them back
-- puts them back
