import { describe, expect, test } from 'vitest'
import { cut, standsAlone } from '../../../src/dialects/postgres/online/raw-sql.ts'

describe('no transaction may be open around', () => {
  test.each([
    'VACUUM users',
    '/* at night */ vacuum (analyze) users;',
    'CLUSTER',
    'cluster verbose;',
    'CLUSTER (VERBOSE)',
    'create database other',
    'ALTER DATABASE app SET TABLESPACE fast',
    'ALTER DATABASE "my app" SET TABLESPACE fast',
    "alter system set work_mem = '1MB'",
    'ALTER SUBSCRIPTION s REFRESH PUBLICATION',
    'ALTER SUBSCRIPTION s ADD PUBLICATION p',
    'drop subscription s',
    'DISCARD ALL',
    'REINDEX SCHEMA app',
    'reindex (verbose) database app',
    'REINDEX (CONCURRENTLY) TABLE users',
    'create index concurrently on users (age)',
    'ALTER TABLE parts DETACH PARTITION one CONCURRENTLY',
    "select 'x'; VACUUM users",
    'insert into users values (1); commit',
    'DO $$ BEGIN DELETE FROM users; COMMIT; END $$',
  ])('%s', (sql) => {
    expect(standsAlone(sql, { autocommit: false })).toBe(true)
  })
})

describe('one may be open around', () => {
  test.each([
    'CLUSTER users USING users_pkey',
    'cluster (verbose) users',
    'ALTER DATABASE app SET work_mem = 1',
    'ALTER SUBSCRIPTION s DISABLE',
    '-- create index concurrently x\nselect 1',
    "select 'vacuum'; select 1",
    'select 1 as concurrently',
    'refresh materialized view concurrently totals',
    'CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END',
    'CREATE RULE r AS ON DELETE TO users DO (SELECT 1; VACUUM)',
    'CALL work()',
    'savepoint a; delete from users; rollback to savepoint a; release a',
  ])('%s', (sql) => {
    expect(standsAlone(sql, { autocommit: false })).toBe(false)
  })
})

test('a text is cut into its statements, and what may be in a transaction is in one', () => {
  const routine =
    'CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END'
  const rule = 'CREATE RULE r AS ON DELETE TO users DO (SELECT 1; SELECT 2)'
  expect(cut(`select ';' -- ;\n; ${routine};\n${rule}; vacuum users; -- done`)).toEqual([
    { sql: "select ';'", transactional: true },
    { sql: routine, transactional: true },
    { sql: rule, transactional: true },
    { sql: 'vacuum users', transactional: false },
  ])
})

test('who opens transactions by hand keeps the text whole, and so does a single statement', () => {
  for (const sql of [
    'begin; select 1; commit',
    'savepoint a; vacuum users; rollback to a',
    'vacuum users -- all',
  ]) {
    expect(cut(sql)).toEqual([{ sql, transactional: false }])
  }
})
