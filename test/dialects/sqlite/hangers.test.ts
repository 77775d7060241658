/** What hangs on a table and could break, or mean something else, without a word. */
import { describe, expect, test } from 'vitest'
import type { Connection } from '../../../src/dialects/dialect.ts'
import { definitions } from '../../../src/operations/index.ts'
import { isBetterSqlite } from '../../../src/dialects/sqlite/session/better-sqlite3.ts'
import { compiledWith, findHangers } from '../../../src/dialects/sqlite/rebuild/hangers.ts'
import { sqlite } from '../../../src/dialects/sqlite/index.ts'
import { ENGINES, change, introspected, open, run, values } from './open.ts'

const { addColumn, alterColumn, dropColumn, dropTable, sql } = definitions

describe('views and triggers', () => {
  test('keeps triggers and views that name the table as a string', async () => {
    const connection = await open(`CREATE TABLE users (a INT); CREATE TABLE log (b);
      CREATE TRIGGER tr AFTER INSERT ON 'users' BEGIN INSERT INTO log VALUES (new.a); END;
      CREATE VIEW v AS SELECT a FROM 'users'`)
    expect(await change(connection, alterColumn.create('users', 'a', { type: 'text' }))).toBe(
      'done',
    )
    await connection.execute('INSERT INTO users VALUES (1)')
    expect(await values(connection, 'SELECT b FROM log')).toEqual(['1'])
    expect(await values(connection, 'SELECT a FROM v')).toEqual(['1'])
  })

  test.each([
    ['AFTER INSERT ON other BEGIN UPDATE t SET nick = 1; END'],
    ['INSTEAD OF INSERT ON v BEGIN INSERT INTO t (nick) VALUES (1); END'],
    ['AFTER UPDATE OF b ON t BEGIN INSERT INTO other VALUES (old.nick); END'],
    ['AFTER DELETE ON main.t BEGIN INSERT INTO other VALUES (old.nick); END'],
  ])('breaks no trigger: %s', async (trigger) => {
    for (const extra of [[], [alterColumn.create('t', 'a', { type: 'text' })]]) {
      const connection =
        await open(`CREATE TABLE t (a INT, b INT, nick TEXT); CREATE TABLE other (x);
        CREATE VIEW v AS SELECT a FROM t; CREATE TRIGGER tr ${trigger}`)
      const refusal = await change(connection, dropColumn.create('t', 'nick'), ...extra)
      expect(refusal).toMatch(/trigger tr/)
    }
  })

  test('tells a trigger that a new column breaks', async () => {
    const connection = await open(`CREATE TABLE t (a INT); CREATE TABLE other (x);
      CREATE TRIGGER tr AFTER INSERT ON other BEGIN INSERT INTO t VALUES (new.x); END`)
    const add = addColumn.create('t', { name: 'n', type: 'text' }, { using: "'x'" })
    expect(await change(connection, add)).toContain('The trigger tr would no longer compile')
  })

  test.each(Object.entries(ENGINES))(
    'bears what did not compile before: %s',
    async (_, connect) => {
      const connection = await connect()
      await connection.execute(`CREATE TABLE t (a INT, b INT); CREATE TABLE other (x);
      INSERT INTO t VALUES (1, 2);
      CREATE VIEW broken AS SELECT * FROM nowhere; CREATE VIEW stale AS SELECT gone FROM t;
      CREATE TRIGGER fine AFTER INSERT ON other BEGIN UPDATE t SET a = new.x; END;
      CREATE TRIGGER tr AFTER INSERT ON other BEGIN UPDATE t SET gone = 1; END;
      CREATE TRIGGER own AFTER INSERT ON t BEGIN INSERT INTO nowhere VALUES (1); END`)
      const catalog =
        "SELECT type, name, sql FROM sqlite_schema WHERE type <> 'table' ORDER BY name"
      const before = await values(connection, catalog)
      expect(await change(connection, alterColumn.create('t', 'a', { type: 'text' }))).toBe('done')
      expect(await values(connection, catalog)).toEqual(before)
      expect(await values(connection, 'SELECT * FROM t')).toEqual(['1 2'])
      expect(await values(connection, 'PRAGMA legacy_alter_table')).toEqual(['0'])
      expect(await change(connection, dropColumn.create('t', 'b'))).toMatch(
        /The view \w+ does not compile as it is \(no such (table: main.nowhere|column: gone)/,
      )
      await connection.close()
    },
  )

  test.each([
    ['CREATE VIEW v (p) AS SELECT * FROM t'],
    ['CREATE TRIGGER v AFTER INSERT ON other BEGIN INSERT INTO t VALUES (new.x); END'],
    ['CREATE VIEW v AS SELECT a FROM t UNION SELECT * FROM (SELECT * FROM t)'],
    ['CREATE TEMP VIEW v (p) AS SELECT * FROM t'],
  ])('adds no column in place that breaks: %s', async (hanger) => {
    const setup = `CREATE TABLE t (a); CREATE TABLE other (x); ${hanger}`
    const connection = await open(setup)
    const add = addColumn.create('t', { name: 'n', type: 'text' })
    expect(await change(connection, add)).toMatch(/The \w+ v would no longer compile/)
    expect(await values(connection, "SELECT name FROM pragma_table_info('t')")).toEqual(['a'])
  })

  test.each([
    ['nothing', '', 0],
    ['a view', 'CREATE VIEW v AS SELECT x FROM other', 1],
    ['a temporary one', 'CREATE TEMP VIEW v AS SELECT 1', 1],
    ['a trigger', 'CREATE TRIGGER v AFTER INSERT ON other BEGIN SELECT 1; END', 1],
  ])('are read before a column is added where there are any: %s', async (_what, hanger, times) => {
    const connection = await open(`CREATE TABLE t (a); CREATE TABLE other (x); ${hanger}`)
    const before = await introspected(connection)
    const asked: string[] = []
    const heard: Connection = {
      ...connection,
      query: (statement, parameters) => {
        asked.push(statement)
        return connection.query(statement, parameters)
      },
    }
    await run(heard, [addColumn.create('t', { name: 'n', type: 'text' })], before)
    expect(asked.filter((text) => text.includes('tbl_name, sql FROM main'))).toHaveLength(times)
    expect(await values(connection, "SELECT name FROM pragma_table_info('t')")).toEqual(['a', 'n'])
  })

  test.each([
    ['CREATE VIEW v (p, q) AS SELECT * FROM t', true],
    [
      'CREATE TRIGGER v AFTER INSERT ON other BEGIN INSERT OR IGNORE INTO "T" VALUES (1, 2); END',
      true,
    ],
    ['CREATE TRIGGER v AFTER INSERT ON t BEGIN INSERT INTO other SELECT * FROM t; END', true],
    ['CREATE VIEW v AS SELECT * FROM other UNION SELECT x.* FROM other, t AS x', true],
    [
      'CREATE VIEW w AS SELECT * FROM t; CREATE VIEW v (p, q) AS SELECT * FROM (SELECT * FROM w)',
      true,
    ],
    [
      'CREATE TRIGGER v AFTER INSERT ON other WHEN (new.x, 1) IN (SELECT * FROM t) BEGIN SELECT 1; END',
      true,
    ],
    ['CREATE VIEW v AS SELECT * FROM t', false],
    ['CREATE VIEW w AS SELECT a, 1 FROM t; CREATE VIEW v (p, q) AS SELECT * FROM w', false],
    ['CREATE VIEW v AS SELECT * FROM other UNION SELECT a, a FROM t', false],
    ['CREATE VIEW v (p, q) AS SELECT other.* FROM other JOIN t ON t.a = x', false],
    [
      'CREATE TRIGGER v AFTER INSERT ON t WHEN NOT EXISTS (SELECT t.*, 1 FROM t WHERE a = 0) BEGIN INSERT INTO other SELECT * FROM other; END',
      false,
    ],
    ['CREATE VIEW v (p, n) AS SELECT a, count(*) FROM t', false],
    [
      'CREATE TRIGGER v AFTER INSERT ON other BEGIN INSERT INTO t (a) VALUES (1); REPLACE INTO [t] (a) VALUES (1); END',
      false,
    ],
  ])('moves no column away under: %s', async (hanger, byPlace) => {
    const setup = `CREATE TABLE t (a, b); CREATE TABLE other (x, y); ${hanger}; INSERT INTO t VALUES (1, 2)`
    const moves = [
      [definitions.batch.create('t', [], { order: ['b', 'a'] })],
      [
        dropColumn.create('t', 'b'),
        addColumn.create('t', { name: 'c', type: 'text' }, { using: "'x'" }),
      ],
    ]
    for (const operations of moves) {
      const connection = await open(setup)
      expect(await change(connection, ...operations)).toMatch(
        byPlace ? /The \w+ v takes the columns of t by their places/ : /^done$/,
      )
    }
    const still = await open(setup)
    expect(await change(still, alterColumn.create('t', 'b', { type: 'text' }))).toBe('done')
  })

  test('are tried with what they are compiled with, and no more', async () => {
    const connection = await open(`CREATE TABLE t (a REFERENCES parent); CREATE TABLE parent (id);
      CREATE TABLE log (x); CREATE INDEX log_x ON log (x); CREATE TABLE far (y);
      CREATE VIEW v AS SELECT a FROM t; CREATE VIEW others AS SELECT id FROM parent;
      CREATE TRIGGER tr INSTEAD OF INSERT ON "V" BEGIN INSERT INTO 'log' VALUES (new.a); END;
      CREATE TRIGGER next AFTER INSERT ON log BEGIN DELETE FROM far; END`)
    const ground = (await sqlite.readGround(connection)) ?? []
    const { own, views, triggers } = findHangers(ground, 't')
    const found = compiledWith([...own, ...views, ...triggers], ground, ['t'])
    expect(found.map(({ name }) => name)).toEqual(['t', 'log', 'log_x', 'far', 'v', 'tr', 'next'])
  })

  test('bears what another table holds of an older SQLite: strings in double quotes', async () => {
    for (const [text, index] of [
      ['(k TEXT CHECK (k <> "none"))', 'ON old (k)'],
      ['(k TEXT)', 'ON old (k) WHERE k <> "none"'],
    ] as const) {
      const connection = await open(
        'CREATE TABLE old (k TEXT); CREATE INDEX i ON old (k); CREATE TABLE t (a INT); INSERT INTO t VALUES (1)',
      )
      const { driver } = connection
      if (!isBetterSqlite(driver)) throw new Error('another driver')
      driver.unsafeMode().pragma('writable_schema = ON')
      const store = driver.prepare('UPDATE sqlite_schema SET sql = ? WHERE name = ?')
      store.run(`CREATE TABLE old ${text}`, 'old')
      store.run(`CREATE INDEX i ${index}`, 'i')
      driver.unsafeMode(false).pragma('writable_schema = RESET')
      expect(await change(connection, alterColumn.create('t', 'a', { type: 'text' }))).toBe('done')
      expect(await values(connection, 'SELECT a, typeof(a) FROM t')).toEqual(['1 text'])
      const rename = definitions.renameColumn.create('t', 'a', 'b')
      expect(
        await values(connection, "SELECT sql FROM sqlite_schema WHERE tbl_name = 'old'"),
      ).toEqual([`CREATE TABLE old ${text}`, `CREATE INDEX i ${index}`])
      expect(await change(connection, rename)).toMatch(
        /The (table|index) \w+ does not compile.*no such column: "none"/s,
      )
      const mend = definitions.batch.create('old', [], { recreate: 'always' })
      expect(await change(connection, mend, rename)).toBe('done')
    }
  })

  test('lets no view or trigger behind that reads a table which is gone', async () => {
    for (const hanger of [
      'CREATE VIEW v (n) AS SELECT a FROM t',
      'CREATE TRIGGER v AFTER INSERT ON other BEGIN DELETE FROM t; END',
    ]) {
      const connection = await open(`CREATE TABLE t (a); CREATE TABLE other (x); ${hanger};
        CREATE TRIGGER own AFTER INSERT ON t BEGIN DELETE FROM t; END`)
      const drop = dropTable.create('t')
      expect(await change(connection, drop)).toMatch(/The \w+ v would no longer compile/)
      const kind = hanger.startsWith('CREATE VIEW') ? 'VIEW' : 'TRIGGER'
      expect(await change(connection, drop, sql.create(`DROP ${kind} v`))).toBe('done')
    }
  })
})
