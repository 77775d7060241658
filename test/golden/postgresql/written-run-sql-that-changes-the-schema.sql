-- upgrade
-- sql: alter table users add column age integer
alter table users add column age integer;

-- downgrade
-- sql: alter table users drop column age
alter table users drop column age;
