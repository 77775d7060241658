/** Every change × all that can hang on a table × enforcement × kinds of table: nothing else changes. */
import { describe, expect, test } from 'vitest'
import { readGround } from '../../../src/dialects/sqlite/catalog/introspect.ts'
import { sqlite } from '../../../src/dialects/sqlite/index.ts'
import type { Connection } from '../../../src/dialects/dialect.ts'
import { isDiffkitError } from '../../../src/errors.ts'
import { applyAll, reverseAll } from '../../../src/operations/index.ts'
import { withConversions } from '../../../src/operations/conversions.ts'
import type { Operation } from '../../../src/operations/index.ts'
import type { Schema } from '../../../src/schema/types.ts'
import { equalSchemas } from '../../../src/schema/equal.ts'
import { BESIDE, CHANGES, createTable, HANGERS, ROWS, TABLES } from './matrix-space.ts'
import type { TableKind } from './matrix-space.ts'
import { connect, introspected, run } from './open.ts'

interface Combination {
  readonly kind: TableKind
  readonly change: string
  readonly hanger: string
  readonly enforced: boolean
  readonly target: string
}

const kinds = Object.keys(TABLES).filter((name): name is TableKind => name in TABLES)

const ALL: readonly Combination[] = kinds.flatMap((kind) =>
  Object.keys(CHANGES).flatMap((change) =>
    Object.keys(HANGERS).flatMap((hanger) =>
      [true, false].flatMap((enforced) =>
        ['3.35', '3.53'].map((target) => ({ kind, change, hanger, enforced, target })),
      ),
    ),
  ),
)

const every = process.env['DIFFKIT_ALL'] === undefined ? 11 : 1
/** Without DIFFKIT_ALL one of eleven, spread over all dimensions. */
const chosen = ALL.filter((_, at) => at % every === 0)

const open = async ({ kind, hanger, enforced }: Combination): Promise<Connection> => {
  const connection = await connect()
  await connection.execute(`${createTable(kind)};${BESIDE}${ROWS}${HANGERS[hanger] ?? ''}`)
  await connection.execute('DELETE FROM log')
  await connection.execute(`PRAGMA foreign_keys = ${enforced ? 'ON' : 'OFF'}`)
  return connection
}

const stored = async (connection: Connection) =>
  new Map((await readGround(connection)).map(({ type, name, sql }) => [`${type} ${name}`, sql]))

const columnsOf = async (connection: Connection, table: string) =>
  (await connection.query(`SELECT name FROM pragma_table_xinfo('${table}') ORDER BY name`)).map(
    ({ name }) => String(name),
  )

/** The values of each column of `t` by key, as SQLite quotes them. */
const valuesOf = async (connection: Connection): Promise<ReadonlyMap<string, string>> => {
  const found = new Map<string, string>()
  for (const name of await columnsOf(connection, 't')) {
    const column = `"${name.replaceAll('"', '""')}"`
    const rows = await connection.query(`SELECT id, quote(${column}) AS v FROM t ORDER BY id`)
    found.set(name, rows.map(({ id, v }) => `${String(id)}=${String(v)}`).join(' '))
  }
  return found
}

const others = async (connection: Connection): Promise<string> => {
  const texts: string[] = []
  for (const [key, sql] of await stored(connection)) {
    const name = key.slice('table '.length)
    if (!key.startsWith('table ') || name === 't' || /^create virtual/i.test(sql ?? '')) continue
    texts.push(`${name} ${JSON.stringify(await connection.query(`SELECT * FROM "${name}"`))}`)
  }
  return texts.join('\n')
}

const facts = async (connection: Connection, combination: Combination) => ({
  integrity: await connection.query('PRAGMA integrity_check'),
  violations: await connection.query('PRAGMA foreign_key_check'),
  enforced: Number((await connection.query('PRAGMA foreign_keys'))[0]?.['foreign_keys']) === 1,
  sequence:
    combination.kind === 'autoincrement'
      ? await connection.query("SELECT seq FROM sqlite_sequence WHERE name = 't'")
      : [],
  rowids:
    combination.kind === 'WITHOUT ROWID'
      ? []
      : await connection.query('SELECT rowid AS r, id FROM t ORDER BY id'),
  others: await others(connection),
})

const whole = async (connection: Connection, combination: Combination): Promise<string> =>
  JSON.stringify([
    [...(await stored(connection))],
    [...(await valuesOf(connection))],
    await facts(connection, combination),
  ])

/** Columns that a change is about, so that their values and texts may be others. */
const touched = (operations: readonly Operation[]): ReadonlySet<string> => {
  const names = new Set<string>()
  JSON.stringify(operations, (_key, value: unknown) => {
    if (typeof value === 'string') names.add(value)
    return value
  })
  return names
}

const LINES: Readonly<Record<string, string>> = {
  a: "a TEXT  DEFAULT 'x' COLLATE NOCASE,",
  b: 'b INTEGER NOT NULL ON CONFLICT IGNORE DEFAULT 0,',
  'odd "name': '"odd ""name" TEXT,',
  low: 'low TEXT AS (lower(a)) STORED,',
  big: 'big INTEGER GENERATED ALWAYS AS (b + 1),',
  u: 'u INTEGER UNIQUE ON CONFLICT REPLACE,',
}

const expectTexts = (
  before: ReadonlyMap<string, string | null>,
  after: ReadonlyMap<string, string | null>,
  names: ReadonlySet<string>,
): void => {
  for (const [key, sql] of before) {
    const name = key.split(' ').slice(1).join(' ')
    if (name === 't' || names.has(name) || name.startsWith('sqlite_autoindex')) continue
    expect([key, after.get(key)]).toEqual([key, sql])
  }
  const text = after.get('table t') ?? ''
  for (const [name, line] of Object.entries(LINES)) {
    if (names.has(name) || names.has('order')) continue
    expect(text).toContain(line.replace(/,$/, ''))
  }
}

const works = async (connection: Connection, { hanger, kind }: Combination): Promise<void> => {
  await connection.execute('SAVEPOINT works')
  const plain = await connection.query(
    "SELECT name FROM pragma_table_xinfo('t') WHERE hidden = 0 AND name NOT IN ('id', 'a', 'b', 'u')",
  )
  const names = plain.map(({ name }) => `"${String(name).replaceAll('"', '""')}"`)
  const values = names.map(() => ', 9').join('')
  await connection.execute(
    `INSERT INTO t (id, a, b, ${names.join(', ')}) VALUES (20, 'twenty', 2${values})`,
  )
  if (hanger === 'triggers') {
    await connection.execute("UPDATE t SET a = 'z' WHERE id = 20; DELETE FROM t WHERE id = 20")
    const log = await connection.query('SELECT what FROM log')
    expect(log.map(({ what }) => what)).toEqual(['i20', 'u20', 'd20'])
  }
  if (hanger === 'full text') {
    const found = await connection.query(
      "SELECT rowid AS r FROM words WHERE words MATCH 'twenty OR one'",
    )
    expect(found.map(({ r }) => r).toSorted()).toEqual([1, 20])
  }
  if (hanger === 'views over views') {
    expect(await connection.query('SELECT * FROM "v 2" WHERE id = 20')).toEqual([
      { a: 'twenty', id: 20 },
    ])
  }
  if (kind === 'autoincrement') {
    await connection.execute(`DELETE FROM t WHERE id = 20`)
  }
  await connection.execute('ROLLBACK TO works; RELEASE works')
}

const normal = (schema: Schema): Schema => sqlite.normalize(schema)

type Outcome = 'through' | 'refused'

const tryOut = async (combination: Combination): Promise<Outcome> => {
  const connection = await open(combination)
  try {
    const before = await introspected(connection)
    const start = await whole(connection, combination)
    const [texts, values, known] = [
      await stored(connection),
      await valuesOf(connection),
      await facts(connection, combination),
    ]
    const operations = CHANGES[combination.change] ?? []
    const names = touched(operations)
    const isRenamed = operations.some(({ kind }) => kind === 'renameColumn')
    const isConverted = operations.some(({ kind }) => kind === 'alterColumn')
    /** The column's name after; `null` where its values may be others. */
    const follow = (name: string): string | null => {
      if (names.has(name)) return isRenamed && !isConverted ? 'c2' : null
      return name
    }
    try {
      await run(connection, operations, before, combination.target)
    } catch (error) {
      if (!isDiffkitError(error)) throw error
      expect(await whole(connection, combination)).toBe(start)
      return 'refused'
    }
    const after = await facts(connection, combination)
    expect({ ...after, sequence: after.sequence }).toEqual(known)
    const now = await valuesOf(connection)
    for (const [name, value] of values) {
      const place = follow(name)
      if (place !== null) expect([name, now.get(place)]).toEqual([name, value])
    }
    expectTexts(texts, await stored(connection), names)
    await works(connection, combination)

    const applied = applyAll(before, operations)
    expect(await introspected(connection)).toSatisfy((found) =>
      equalSchemas(found, normal(applied)),
    )
    const back = withConversions(reverseAll(operations, before), applied, sqlite.conversion)
    const changed = await whole(connection, combination)
    try {
      await run(connection, back, applied, combination.target)
    } catch (error) {
      if (!isDiffkitError(error)) throw error
      expect(await whole(connection, combination)).toBe(changed)
      return 'refused'
    }
    expect(equalSchemas(await introspected(connection), before)).toBe(true)
    expect(await facts(connection, combination)).toEqual(known)
    const restored = await valuesOf(connection)
    for (const [name, value] of values) {
      if (follow(name) !== null) expect([name, restored.get(name)]).toEqual([name, value])
    }
    expectTexts(texts, await stored(connection), names)
    return 'through'
  } finally {
    await connection.close()
  }
}

describe.each(kinds)('a table that is %s', (kind) => {
  test('changes without losing anything', { timeout: 600_000 }, async () => {
    const failures: string[] = []
    const refused = new Map<string, number>()
    let through = 0
    for (const combination of chosen.filter((item) => item.kind === kind)) {
      const { change, hanger, enforced, target } = combination
      try {
        if ((await tryOut(combination)) === 'through') through++
        else refused.set(change, (refused.get(change) ?? 0) + 1)
      } catch (error) {
        const at = `${change} × ${hanger} × ${enforced ? 'enforced' : 'off'} × ${target}`
        failures.push(`${at}: ${error instanceof Error ? error.message : String(error)}`)
      }
    }
    // oxlint-disable-next-line eslint/no-console -- the counts are what the run is for
    console.log(
      `${kind}: ${through} through, refused: ${[...refused].map(([name, n]) => `${name} ${n}`).join(', ') || 'none'}`,
    )
    expect(failures).toEqual([])
    expect(through).toBeGreaterThan(40)
  })
})
