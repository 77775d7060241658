/** What is known to go wrong when a SQLite table is rebuilt, one test each: none of it does here. */
import { describe, expect, test } from 'vitest'
import type { Connection } from '../../../src/dialects/dialect.ts'
import { d1 } from '../../../src/dialects/sqlite/d1.ts'
import { lint } from '../../../src/lint/index.ts'
import { definitions } from '../../../src/operations/index.ts'
import type { Operation } from '../../../src/operations/index.ts'
import { connect, ENGINES, introspected, run } from './open.ts'

const { addColumn, alterColumn, alterTable, batch, dropColumn, dropConstraint, dropIndex } = definitions // prettier-ignore

const opened = async (setup: string, connection?: Connection): Promise<Connection> => {
  const open = connection ?? (await connect())
  await open.execute(setup)
  return open
}

const change = async (connection: Connection, ...operations: readonly Operation[]) =>
  run(connection, operations, await introspected(connection))

const family = (action = 'ON DELETE CASCADE'): string => `
  CREATE TABLE p (id INTEGER PRIMARY KEY, n INT);
  CREATE TABLE c (id INTEGER PRIMARY KEY, p_id INT DEFAULT 1 REFERENCES p ${action});
  INSERT INTO p VALUES (1, 1), (2, 2), (3, 3);
  INSERT INTO c VALUES (1, 1), (2, 2), (3, 3);`

const nIsReal = alterColumn.create('p', 'n', { type: 'real' })

const CHILDREN = 'SELECT id, p_id FROM c ORDER BY id'
const THREE = [1, 2, 3].map((id) => ({ id, p_id: id }))

const catalog = (connection: Connection) =>
  connection.query('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name')

describe('foreign keys', () => {
  test('P1: they are off before BEGIN, so that no cascade fires, and on again afterwards', async () => {
    const connection = await opened(family())
    await change(connection, nIsReal)
    expect(await connection.query(CHILDREN)).toEqual(THREE)
    expect(await connection.query('PRAGMA foreign_keys')).toEqual([{ foreign_keys: 1 }])
    await connection.close()
  })

  test('P1′: inside a savepoint that somebody opened nothing begins', async () => {
    const connection = await opened(family())
    const before = await introspected(connection)
    await connection.execute('SAVEPOINT mine')
    await expect(run(connection, [nIsReal], before)).rejects.toThrow()
    await connection.execute('ROLLBACK TO mine').catch(() => {})
    expect(await connection.query(CHILDREN)).toEqual(THREE)
    await connection.close()
  })

  test.each(['CASCADE', 'SET NULL', 'SET DEFAULT'])(
    'P1b: deferred ones are not relied on: where they stay on, ON DELETE %s is refused',
    async (action) => {
      const connection = await opened(
        family(`ON DELETE ${action}`),
        await connect('sqlite::memory:', true, d1),
      )
      await expect(change(connection, nIsReal)).rejects.toMatchObject({ code: 'FOREIGN_KEY_ACTS' })
      expect(await connection.query(CHILDREN)).toEqual(THREE)
      await connection.close()
    },
  )

  test.each(['ON DELETE NO ACTION', 'ON DELETE RESTRICT'])(
    'P1c: where they stay on, a parent with %s is copied out and back under its name',
    async (action) => {
      const connection = await opened(family(action), await connect('sqlite::memory:', true, d1))
      const statements = await change(connection, nIsReal)
      expect(statements.join('\n')).not.toContain('RENAME')
      expect(await connection.query(CHILDREN)).toEqual(THREE)
      expect(await connection.query('PRAGMA foreign_key_check')).toEqual([])
      await connection.close()
    },
  )

  test('P2: the old table is never renamed away, so that children, views and triggers keep its name', async () => {
    const connection = await opened(`${family()} CREATE VIEW v AS SELECT n FROM p;
      CREATE TRIGGER t AFTER INSERT ON c BEGIN SELECT n FROM p; END;`)
    const before = await catalog(connection)
    const statements = await change(connection, nIsReal)
    expect(statements.filter((sql) => sql.startsWith('ALTER TABLE "p"'))).toEqual([])
    const changed = (await catalog(connection)).filter(({ name }) => name !== 'p')
    expect(changed).toEqual(before.filter(({ name }) => name !== 'p'))
    await connection.close()
  })

  test('P8: rows without a parent are found although no engine reports them; old ones are borne', async () => {
    const connection = await opened(
      `${family()} PRAGMA foreign_keys = OFF; INSERT INTO c VALUES (9, 99);`,
    )
    await change(connection, nIsReal)
    const before = await catalog(connection)
    const shift = alterColumn.create('p', 'id', { type: 'int' }, { using: 'id + 10' })
    await expect(change(connection, shift)).rejects.toMatchObject({
      code: 'FOREIGN_KEY_VIOLATED',
      data: { table: 'c', rows: 3 },
    })
    expect(await catalog(connection)).toEqual(before)
    await connection.close()
  })

  test('P8b: violations in a child WITHOUT ROWID are counted', async () => {
    const connection =
      await opened(`PRAGMA foreign_keys = OFF; CREATE TABLE p (id INTEGER PRIMARY KEY, n INT);
      CREATE TABLE c (id INT PRIMARY KEY, p_id INT REFERENCES p) WITHOUT ROWID;
      INSERT INTO p VALUES (1, 1); INSERT INTO c VALUES (1, 1), (2, 99);`)
    await change(connection, nIsReal)
    const shift = alterColumn.create('p', 'id', { type: 'int' }, { using: 'id + 10' })
    await expect(change(connection, shift)).rejects.toMatchObject({ code: 'FOREIGN_KEY_VIOLATED' })
    await connection.close()
  })

  test('P8c: what a foreign key points at does not lose its uniqueness', async () => {
    const connection = await opened(`CREATE TABLE p (id INT, CONSTRAINT p_id UNIQUE (id));
      CREATE TABLE c (p_id INT REFERENCES p (id)); INSERT INTO p VALUES (1); INSERT INTO c VALUES (1);`)
    const before = await catalog(connection)
    await expect(change(connection, dropIndex.create('p', 'p_id'))).rejects.toThrow(
      'still used by foreign key',
    )
    expect(await catalog(connection)).toEqual(before)
    await connection.close()
  })

  test.each(Object.entries(ENGINES))(
    'P20: they are on with %s, whatever its default is',
    async (_name, open) => {
      const connection = await open()
      expect(await connection.query('PRAGMA foreign_keys')).toEqual([{ foreign_keys: 1 }])
      await connection.close()
    },
  )
})

describe('what hangs on the table', () => {
  test.each(['VIEW', 'TEMP VIEW'])('P3: a %s over it stands in no way', async (kind) => {
    const connection = await opened(`${family()} CREATE ${kind} v AS SELECT n FROM p;`)
    await change(connection, nIsReal)
    expect(await connection.query('SELECT * FROM v')).toHaveLength(3)
    await connection.close()
  })

  test.each(['TRIGGER', 'TEMP TRIGGER'])(
    'P3c: a %s on another table that mentions it works on',
    async (kind) => {
      const connection = await opened(`${family()} CREATE TABLE log (what);
      CREATE ${kind} t AFTER INSERT ON c BEGIN INSERT INTO log SELECT n FROM p WHERE id = new.p_id; END;`)
      await change(connection, nIsReal)
      await connection.execute('INSERT INTO c VALUES (7, 2)')
      expect(await connection.query('SELECT what FROM log')).toEqual([{ what: 2 }])
      await connection.close()
    },
  )

  test('P4: its triggers are made again', async () => {
    const connection = await opened(`${family()} CREATE TABLE log (what);
      CREATE TRIGGER t AFTER UPDATE ON p BEGIN INSERT INTO log VALUES (new.n); END;`)
    await change(connection, nIsReal)
    await connection.execute('UPDATE p SET n = 8 WHERE id = 1')
    expect(await connection.query('SELECT what FROM log')).toEqual([{ what: 8 }])
    await connection.close()
  })

  test('P4b: full text goes on indexing new rows', async () => {
    const connection = await opened(`CREATE TABLE d (id INTEGER PRIMARY KEY, body TEXT, n INT);
      CREATE VIRTUAL TABLE f USING fts5(body, content = 'd', content_rowid = 'id');
      CREATE TRIGGER d_in AFTER INSERT ON d BEGIN INSERT INTO f (rowid, body) VALUES (new.id, new.body); END;
      INSERT INTO d VALUES (4, 'old words', 1);`)
    await change(connection, alterColumn.create('d', 'n', { type: 'real' }))
    await connection.execute("INSERT INTO d VALUES (9, 'new words', 1)")
    expect(
      await connection.query("SELECT rowid AS r FROM f WHERE f MATCH 'words' ORDER BY 1"),
    ).toEqual([{ r: 4 }, { r: 9 }])
    await connection.close()
  })

  test('P7: a foreign key of the table to itself names its final name', async () => {
    const connection =
      await opened(`CREATE TABLE p (id INTEGER PRIMARY KEY, up INT REFERENCES p ON DELETE CASCADE, n INT);
      INSERT INTO p VALUES (1, NULL, 1), (2, 1, 2);`)
    await change(connection, nIsReal)
    expect(
      await connection.query('SELECT "table" AS t FROM pragma_foreign_key_list(\'p\')'),
    ).toEqual([{ t: 'p' }])
    await connection.close()
  })

  test('P7b: legacy_alter_table is as it was', async () => {
    const connection = await opened(`${family()} CREATE VIEW v AS SELECT n FROM p;`)
    await change(connection, nIsReal)
    expect(await connection.query('PRAGMA legacy_alter_table')).toEqual([{ legacy_alter_table: 0 }])
    await connection.close()
  })

  test('P9: indexes have their names again, made behind the rename', async () => {
    const connection = await opened(`${family()} CREATE INDEX p_n ON p (n);`)
    const statements = await change(connection, nIsReal)
    const at = (text: string): number => statements.findIndex((sql) => sql.includes(text))
    expect(at('RENAME TO')).toBeGreaterThan(at('INSERT INTO'))
    expect(at('CREATE INDEX p_n')).toBeGreaterThan(at('RENAME TO'))
    await connection.close()
  })

  test('P14 and P15: neither the triggers of DELETE nor those of INSERT fire', async () => {
    const connection = await opened(`${family()} CREATE TABLE log (what);
      CREATE TRIGGER t1 AFTER INSERT ON p BEGIN INSERT INTO log VALUES ('insert'); END;
      CREATE TRIGGER t2 AFTER DELETE ON p BEGIN INSERT INTO log VALUES ('delete'); END;`)
    await change(connection, nIsReal)
    expect(await connection.query('SELECT * FROM log')).toEqual([])
    await connection.close()
  })

  test('P17: partial indexes and those over expressions are made again, word for word', async () => {
    const connection = await opened(`${family()} CREATE INDEX p1 ON p (n  DESC) WHERE n>1 -- big
      ; CREATE UNIQUE INDEX p2 ON p ( n + id /* sum */ );`)
    const indexes = async () => (await catalog(connection)).filter(({ type }) => type === 'index')
    const before = await indexes()
    await change(connection, nIsReal)
    expect(await indexes()).toEqual(before)
    await connection.close()
  })
})

describe('rows and values', () => {
  test('P5: AUTOINCREMENT does not give an id twice, not even in an empty table', async () => {
    const connection = await opened(`CREATE TABLE p (id INTEGER PRIMARY KEY AUTOINCREMENT, n INT);
      INSERT INTO p VALUES (3, 1); DELETE FROM p;`)
    await change(connection, nIsReal)
    await connection.execute('INSERT INTO p (n) VALUES (1)')
    expect(await connection.query('SELECT id FROM p')).toEqual([{ id: 4 }])
    await connection.close()
  })

  test('P6: rows keep their rowids without an INTEGER PRIMARY KEY', async () => {
    const connection = await opened(
      'CREATE TABLE p (n INT); INSERT INTO p (rowid, n) VALUES (2, 2), (3, 3);',
    )
    await change(connection, nIsReal)
    expect(await connection.query('SELECT rowid AS r FROM p')).toEqual([{ r: 2 }, { r: 3 }])
    await connection.close()
  })

  test('P6b: INTEGER PRIMARY KEY is no INT PRIMARY KEY: its ids go on counting', async () => {
    const connection = await opened(family())
    await change(connection, nIsReal)
    await connection.execute('INSERT INTO p (n) VALUES (1)')
    expect(await connection.query('SELECT max(id) AS id FROM p')).toEqual([{ id: 4 }])
    const schema = await introspected(connection)
    expect(schema.tables.find(({ name }) => name === 'p')?.columns[0]?.type).toBe('integer')
    await connection.close()
  })

  test('P10: values that STRICT would refuse are told before', async () => {
    const connection = await opened(
      "CREATE TABLE p (id INTEGER PRIMARY KEY, n INT); INSERT INTO p VALUES (1, 'x');",
    )
    const before = await catalog(connection)
    await expect(
      change(connection, alterTable.create('p', { strict: true })),
    ).rejects.toMatchObject({
      code: 'ROWS_IN_THE_WAY',
      data: { table: 'p', column: 'n', rows: 1 },
    })
    expect(await catalog(connection)).toEqual(before)
    await connection.close()
  })

  test("P10b: '0012' does not silently become 12", async () => {
    const connection = await opened(
      "CREATE TABLE p (n TEXT); INSERT INTO p VALUES ('0012'), ('1e3'), ('7');",
    )
    await expect(
      change(connection, alterColumn.create('p', 'n', { type: 'integer' })),
    ).rejects.toMatchObject({
      data: { problem: 'altered', rows: 2 },
    })
    expect(await connection.query('SELECT n FROM p')).toEqual([
      { n: '0012' },
      { n: '1e3' },
      { n: '7' },
    ])
    await connection.close()
  })

  test('P13: generated columns are not copied, and the others by name', async () => {
    const connection =
      await opened(`CREATE TABLE p (a INT, g AS (a + 1) STORED, n INT, v AS (n + 1));
      INSERT INTO p (a, n) VALUES (1, 2);`)
    const statements = await change(connection, nIsReal)
    const copy = statements.find((sql) => sql.startsWith('INSERT INTO'))
    expect(copy).toContain('(rowid, "a", "n")')
    expect(await connection.query('SELECT * FROM p')).toEqual([{ a: 1, g: 2, n: 2, v: 3 }])
    await connection.close()
  })

  test('P16: a UNIQUE that does not tell case apart stays one', async () => {
    const connection = await opened(
      "CREATE TABLE p (e TEXT COLLATE NOCASE UNIQUE, n INT); INSERT INTO p VALUES ('A', 1);",
    )
    await change(connection, nIsReal)
    await expect(connection.execute("INSERT INTO p VALUES ('a', 2)")).rejects.toThrow('UNIQUE')
    await connection.close()
  })

  test('P18: NULL in what becomes NOT NULL is told before, or replaced as the migration says', async () => {
    const connection = await opened('CREATE TABLE p (n INT); INSERT INTO p VALUES (NULL), (1);')
    const tight = { nullable: false }
    await expect(change(connection, alterColumn.create('p', 'n', tight))).rejects.toMatchObject({
      data: { problem: 'null', rows: 1 },
    })
    await change(connection, alterColumn.create('p', 'n', tight, { using: 'coalesce(n, 0)' }))
    expect(await connection.query('SELECT n FROM p')).toEqual([{ n: 0 }, { n: 1 }])
    await connection.close()
  })
})

describe('what is planned', () => {
  const columns = [
    { name: 'x', type: 'text', default: 'CURRENT_TIMESTAMP' },
    { name: 'x', type: 'integer', default: '(1 + 1)' },
    { name: 'x', type: 'integer', nullable: false, default: '0' },
    { name: 'x', type: 'integer', generated: { expression: 'n + 1', stored: true } },
  ] as const

  test.each(columns)(
    'P11: a column is added in the same way whether rows are there or not: %j',
    async (column) => {
      const add = addColumn.create('p', column)
      const empty = await opened('CREATE TABLE p (n INT)')
      const full = await opened('CREATE TABLE p (n INT); INSERT INTO p VALUES (1);')
      expect(await change(empty, add)).toEqual(await change(full, add))
      expect(await full.query('SELECT count(x) AS n FROM p')).toEqual([{ n: 1 }])
      await Promise.all([empty.close(), full.close()])
    },
  )

  test.each([
    ['n INT', false],
    ['n INT UNIQUE', true],
    ['n INT CHECK (n > 0)', true],
    ['n INT REFERENCES p', true],
  ])('P12: whether %s can be dropped in place is known from the model', async (text, rebuilds) => {
    const connection = await opened(
      `CREATE TABLE p (id INTEGER PRIMARY KEY, ${text}); INSERT INTO p VALUES (1, 1);`,
    )
    const before = await introspected(connection)
    const table = before.tables[0]
    const parts = [
      ...(table?.indexes ?? []).map(({ name }) => dropIndex.create('p', name)),
      ...(table?.constraints ?? [])
        .filter(({ kind }) => kind !== 'primaryKey')
        .map(({ name }) => dropConstraint.create('p', name)),
    ]
    const statements = await change(connection, ...parts, dropColumn.create('p', 'n'))
    expect(statements.some((sql) => sql.includes('__diffkit_new_p'))).toBe(rebuilds)
    expect(await connection.query('SELECT * FROM p')).toEqual([{ id: 1 }])
    await connection.close()
  })

  test('P12: a column with an index on it is dropped behind its index', async () => {
    const connection = await opened(
      'CREATE TABLE p (id INTEGER PRIMARY KEY, n INT); CREATE INDEX p_n ON p (n) WHERE n > 0;',
    )
    await change(connection, dropIndex.create('p', 'p_n'), dropColumn.create('p', 'n'))
    expect((await catalog(connection)).map(({ name }) => name)).toEqual(['p'])
    await connection.close()
  })

  test('P19: the reader is told that a rebuild needs room', async () => {
    const connection = await opened(family())
    const before = await introspected(connection)
    const hazards = lint([batch.create('p', [nIsReal])], before, {
      dialect: 'sqlite',
      target: '3.35',
    })
    expect(hazards.find(({ code }) => code === 'DK601')?.message).toContain('free disk')
    await connection.close()
  })
})
