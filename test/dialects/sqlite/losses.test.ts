/** Ways in which a rebuild could lose something without a word, each once. */
import { describe, expect, test } from 'vitest'
import { definitions } from '../../../src/operations/index.ts'
import { ENGINES, change, introspected, open, run, values } from './open.ts'

const { addColumn, alterColumn, alterTable, renameIndex } = definitions

describe('a rebuild', () => {
  test.each([
    ['a TEXT UNIQUE ON CONFLICT IGNORE, c'],
    ['a TEXT, c, UNIQUE (a) ON CONFLICT REPLACE'],
    ['a BLOB PRIMARY KEY ON CONFLICT REPLACE, c'],
  ])('lets no conflict clause take rows away: %s', async (columns) => {
    const connection = await open(
      `CREATE TABLE t (${columns.replace(/TEXT|BLOB/, '')}); INSERT INTO t VALUES (1, 1), ('1', 2), (2, 3)`,
    )
    const before = await values(connection, 'SELECT * FROM t')
    expect(await change(connection, alterColumn.create('t', 'a', { type: 'text' }))).toContain(
      'asks for unique values, which are equal in 2 rows',
    )
    expect(await values(connection, 'SELECT * FROM t')).toEqual(before)
  })

  test('tells what ANY of a STRICT table becomes, and what it does not', async () => {
    const setup = "CREATE TABLE t (a ANY) STRICT; INSERT INTO t VALUES ('0012'), (1)"
    const loose = await open(setup)
    expect(await change(loose, alterTable.create('t', { strict: false }))).toContain(
      'The new type of t.a would silently change its value in 1 row',
    )
    const strict = await open("CREATE TABLE t (a TEXT) STRICT; INSERT INTO t VALUES ('0012')")
    expect(await change(strict, alterColumn.create('t', 'a', { type: 'any' }))).toBe('done')
    expect(await values(strict, 'SELECT a FROM t')).toEqual(['0012'])
  })

  test('keeps rowids beside a descending primary key, and statistics', async () => {
    const connection = await open(`CREATE TABLE t (id INTEGER PRIMARY KEY DESC, a INT);
      CREATE INDEX t_a ON t (a);
      INSERT INTO t (rowid, id, a) VALUES (10, 1, 5), (-5, 2, 6), (77, 3, 7); ANALYZE`)
    const statistics = await values(connection, 'SELECT * FROM sqlite_stat1 ORDER BY 1, 2, 3')
    expect(await change(connection, alterColumn.create('t', 'a', { type: 'text' }))).toBe('done')
    expect(await values(connection, 'SELECT rowid, id FROM t ORDER BY id')).toEqual([
      '10 1',
      '-5 2',
      '77 3',
    ])
    expect(await values(connection, 'SELECT * FROM sqlite_stat1 ORDER BY 1, 2, 3')).toEqual(
      statistics,
    )
  })

  test('keeps a text that names its own table, and its statistics', async () => {
    const text =
      'CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a INT CHECK (t.a > 0 AND "T".a < 9), b INT)'
    const connection = await open(`${text}; CREATE INDEX t_b ON t (b) WHERE t.b > 0;
      INSERT INTO t VALUES (7, 1, 2), (9, 2, 2); DELETE FROM t WHERE id = 9; ANALYZE`)
    const all = 'SELECT * FROM sqlite_stat1 UNION ALL SELECT *, 0 FROM sqlite_sequence'
    const before = await values(connection, all)
    expect(await change(connection, alterColumn.create('t', 'b', { type: 'text' }))).toBe('done')
    expect(await values(connection, "SELECT sql FROM sqlite_schema WHERE name = 't'")).toEqual([
      text.replace('TABLE t', 'TABLE "t"').replace('b INT)', 'b text)'),
    ])
    expect(await values(connection, all)).toEqual(before)
    expect(await values(connection, 'SELECT * FROM t')).toEqual(['7 1 2'])
  })

  test('writes no clause into a comment', async () => {
    const connection = await open(`CREATE TABLE t (
      a INT, -- the a
      b TEXT -- the b
        DEFAULT 'old',
      c INT -- last
        NOT NULL CHECK (c > 1 -- positive
      ),
      d INT)`)
    await connection.execute('INSERT INTO t (c) VALUES (2)')
    const done = await change(
      connection,
      alterColumn.create('t', 'b', { default: "'new'" }),
      alterColumn.create('t', 'c', { nullable: true }),
    )
    expect(done).toBe('done')
    await connection.execute('INSERT INTO t (c) VALUES (3)')
    expect(await values(connection, 'SELECT b FROM t')).toEqual(['old', 'new'])
    const { constraints } = (await introspected(connection)).tables[0] ?? { constraints: [] }
    const [check] = constraints.filter(({ kind }) => kind === 'check')
    expect(
      await change(connection, definitions.dropConstraint.create('t', check?.name ?? '')),
    ).toBe('done')
    if (check !== undefined) {
      expect(await change(connection, definitions.addConstraint.create('t', check))).toBe('done')
    }
    await expect(connection.execute('INSERT INTO t (c) VALUES (0)')).rejects.toThrow('CHECK')
  })

  test('converts one after the other', async () => {
    const connection = await open('CREATE TABLE t (c INT); INSERT INTO t VALUES (5)')
    const double = alterColumn.create('t', 'c', { type: 'real' }, { using: 'c * 2' })
    const more = alterColumn.create('t', 'c', { type: 'numeric' }, { using: 'c + 2' })
    const add = addColumn.create('t', { name: 'n', type: 'integer' }, { using: 'c + 1' })
    expect(await change(connection, double, more, add)).toBe('done')
    expect(await values(connection, 'SELECT c, n FROM t')).toEqual(['12 13'])
  })

  test.each(Object.entries(ENGINES))('makes no one row of many: %s', async (_, connect) => {
    const connection = await connect()
    await connection.execute('CREATE TABLE t (a INT, b INT); INSERT INTO t VALUES (1, 2), (3, 4)')
    const biggest = alterColumn.create('t', 'a', { type: 'real' }, { using: 'max(b) -- of all' })
    expect(await change(connection, biggest)).toContain('would let go of 1 row')
    expect(await values(connection, 'SELECT a, b FROM t')).toEqual(['1 2', '3 4'])
  })

  test('tells a NULL in a key before it is copied, shortly', async () => {
    const connection = await open(
      `CREATE TABLE t (a TEXT PRIMARY KEY, b); INSERT INTO t VALUES (NULL, 1), ('${'x'.repeat(500)}', 2)`,
    )
    const refusal = await change(connection, alterTable.create('t', { withoutRowid: true }))
    expect(refusal).toContain('Column t.a is NOT NULL, and would be NULL in 1 row')
    expect(refusal.length).toBeLessThan(400)
  })

  test.each([
    ['integer', {}, "(1), ('1'), ('x'), (X'31')", '1'],
    ['text', {}, "(1), ('1'), (2.5), ('2.5'), ('x')", "'1'; '2.5'"],
    ['real', {}, "('7.5'), (7.5), (NULL), (NULL)", '7.5'],
    ['blob', { using: 'abs(a)' }, '(1), (-1), (2)', '1'],
  ])('tells values that are equal as %s', async (type, options, rows, example) => {
    for (const unique of ['CREATE UNIQUE INDEX t_a ON t (a)', '']) {
      const columns = unique === '' ? 'a UNIQUE, b' : 'a, b'
      const connection = await open(
        `CREATE TABLE t (${columns}); ${unique}; INSERT INTO t (a) VALUES ${rows}`,
      )
      const refusal = await change(connection, alterColumn.create('t', 'a', { type }, options))
      expect(refusal).toMatch(/of t asks for unique values, which are equal in \d rows/)
      expect(refusal).toContain(`(${example})`)
    }
  })

  test('tells a key that is no rowid', async () => {
    const connection = await open(
      "CREATE TABLE t (a TEXT PRIMARY KEY, b); INSERT INTO t VALUES ('x', 1), ('5', 2), ('1.5', 3)",
    )
    const retype = alterColumn.create('t', 'a', { type: 'integer' })
    expect(await change(connection, retype)).toContain(
      "The key t.a is to be the rowid, which is a whole number, and is none in 2 rows ('1.5': '1.5'; 'x': 'x')",
    )
    await connection.execute('DELETE FROM t WHERE b <> 2')
    expect(await change(connection, retype)).toBe('done')
    expect(await values(connection, 'SELECT rowid, b FROM t')).toEqual(['5 2'])
  })

  test('renames an index with its text', async () => {
    const text = 'CREATE UNIQUE INDEX i ON t(a DESC /* kept */, lower( b ))  WHERE  c>1'
    const connection = await open(`CREATE TABLE t (a TEXT, b TEXT, c INT); ${text}`)
    const rename = renameIndex.create('t', 'i', 'j j')
    const column = definitions.renameColumn.create('t', 'c', 'd')
    expect(await change(connection, column, rename, renameIndex.create('t', 'j j', 'k'))).toBe(
      'done',
    )
    expect(await values(connection, "SELECT sql FROM sqlite_schema WHERE type = 'index'")).toEqual([
      text.replace('INDEX i', 'INDEX "k"').replace('c>1', '"d">1'),
    ])
  })

  test.each(['better-sqlite3', 'libSQL'] as const)(
    'tells new orphans from old ones: %s',
    async (engine) => {
      const MISMATCH = 'CREATE TABLE loose (k INT, n INT); INSERT INTO loose VALUES (1, 1);'
      for (const [keys, options, ids] of [
        ['k TEXT PRIMARY KEY, other INT', 'WITHOUT ROWID', ['a', 'b']],
        [
          'k INTEGER PRIMARY KEY, other INT REFERENCES loose (n)',
          '',
          ['9007199254740993', '9007199254740995'],
        ],
        ['k INTEGER PRIMARY KEY, other INT', '', ['9007199254740993', '9007199254740995']],
      ] as const) {
        const connection = await ENGINES[engine]()
        await connection.execute(`${MISMATCH} CREATE TABLE p (id INTEGER PRIMARY KEY); INSERT INTO p VALUES (1);
        CREATE TABLE c (${keys}, p_id INT REFERENCES p (id)) ${options}; PRAGMA foreign_keys = OFF;
        INSERT INTO c (k, p_id) VALUES ('${ids[0]}', 1), ('${ids[1]}', 7); PRAGMA foreign_keys = ON`)
        const kept = await values(connection, 'SELECT CAST(k AS TEXT), p_id FROM c ORDER BY k')
        const swap = { using: 'CASE p_id WHEN 1 THEN 7 ELSE 1 END' }
        const retype = alterColumn.create('c', 'p_id', { type: 'integer' }, swap)
        expect(await change(connection, retype)).toContain('rows of c would have no row of p')
        expect(await values(connection, 'SELECT CAST(k AS TEXT), p_id FROM c ORDER BY k')).toEqual(
          kept,
        )
        await connection.close()
      }
    },
  )

  test('knows old orphans again when their table or its parent has another name', async () => {
    for (const [from, to] of [
      ['c', 'children'],
      ['p', 'parents'],
    ] as const) {
      for (const [using, outcome] of [
        ['p_id', /^done$/],
        ['7', /1 rows of c\w* would have no row of p/],
      ] as const) {
        const connection =
          await open(`CREATE TABLE p (id INTEGER PRIMARY KEY); INSERT INTO p VALUES (1);
          CREATE TABLE c (id INTEGER PRIMARY KEY, p_id INT REFERENCES p); PRAGMA foreign_keys = OFF;
          INSERT INTO c VALUES (1, 1), (2, 7); PRAGMA foreign_keys = ON`)
        const rename = definitions.renameTable.create(from, to)
        const alter = alterColumn.create(
          from === 'c' ? to : 'c',
          'p_id',
          { type: 'integer' },
          { using },
        )
        const always = definitions.batch.create(to, [], { recreate: 'always' })
        expect(await change(connection, rename, always, alter)).toMatch(outcome)
      }
    }
  })

  test('says what fills NULLs, and fills them so', async () => {
    const setup = `CREATE TABLE t ("a b" TEXT, n INT); INSERT INTO t VALUES (NULL, NULL), ('x', 1)`
    const connection = await open(setup)
    const before = await introspected(connection)
    const tight = { nullable: false, default: "'it''s'" }
    for (const target of ['3.35', '3.54']) {
      await expect(
        run(connection, [alterColumn.create('t', 'a b', tight)], before, target),
      ).rejects.toMatchObject({
        code: 'ROWS_IN_THE_WAY',
        hint: expect.stringContaining(`{ using: "coalesce(\\"a b\\", 'it''s')" }`),
      })
    }
    await run(
      connection,
      [alterColumn.create('t', 'a b', tight, { using: `coalesce("a b", 'it''s')` })],
      before,
    )
    expect(await values(connection, 'SELECT * FROM t')).toEqual(["it's ", 'x 1'])
    expect(await change(connection, alterColumn.create('t', 'n', { nullable: false }))).toContain(
      'would be NULL in 1 row',
    )
  })

  test('tells values that an expression would replace, and a key that is referred to', async () => {
    const connection = await open(`CREATE TABLE t (a INT, b INT); CREATE UNIQUE INDEX t_a ON t (a);
      CREATE TABLE c (x INT REFERENCES t (a)); INSERT INTO t VALUES (1, 2), (3, 999)`)
    const generated = { expression: 'a + 1', stored: true }
    expect(await change(connection, alterColumn.create('t', 'b', { generated }))).toContain(
      'Column t.b holds another value than its expression gives in 1 row (2: 999)',
    )
    expect(await change(connection, definitions.dropIndex.create('t', 't_a'))).toMatch(
      /key over t \(a\).*of c/i,
    )
  })
})
