/** Each change of a SQLite table that loses something elsewhere: there, back, and as a script in the shell. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { Connection } from '../../../src/dialects/dialect.ts'
import { sqlite } from '../../../src/dialects/sqlite/index.ts'
import { applyAll, definitions, reverseAll } from '../../../src/operations/index.ts'
import { runScript } from '../../support/shell.ts'
import { connect, introspected, run } from './open.ts'
import { CASES } from './rebuild-cases.ts'
import type { RebuildCase } from './rebuild-cases.ts'

const folder = mkdtempSync(join(tmpdir(), 'diffkit-cases-'))
afterAll(() => rmSync(folder, { recursive: true }))

const CATALOG = `SELECT type, name, tbl_name, rtrim(sql, '; ') AS sql FROM sqlite_schema ORDER BY type, name`

/** The rows of all tables and the texts of all objects. */
const everything = async (connection: Connection): Promise<unknown> => {
  const rows: unknown[] = [await connection.query(CATALOG)]
  for (const { name } of await connection.query(
    "SELECT name FROM pragma_table_list WHERE type = 'table' AND name <> 'sqlite_schema' AND schema = 'main' ORDER BY name",
  )) {
    const table = `"${String(name)}"`
    rows.push([
      name,
      await connection
        .query(`SELECT * FROM ${table} ORDER BY 1, 2`)
        .catch(() => connection.query(`SELECT * FROM ${table}`)),
    ])
  }
  return rows
}

const rowsOf = async (connection: Connection): Promise<unknown> =>
  ((await everything(connection)) as readonly unknown[]).slice(1)

const opened = async (setup: string, url = 'sqlite::memory:'): Promise<Connection> => {
  const connection = await connect(url)
  await connection.execute(setup)
  return connection
}

const requireAnswers = async (connection: Connection, { answers }: RebuildCase): Promise<void> => {
  for (const [sql, rows] of answers) expect([sql, await connection.query(sql)]).toEqual([sql, rows])
  expect(await connection.query('PRAGMA foreign_key_check')).toEqual([])
  expect(await connection.query('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }])
}

const isRebuild = (statements: readonly string[]): boolean =>
  statements.some((sql) => sql.includes('__diffkit_new_'))

describe.each(Object.entries(CASES))('%s', (name, item) => {
  test('there and back', async () => {
    const connection = await opened(item.setup)
    const before = await introspected(connection)
    const rows = await rowsOf(connection)
    const statements = await run(connection, item.operations, before)
    if (item.rebuilds !== undefined) expect(isRebuild(statements)).toBe(item.rebuilds)
    await requireAnswers(connection, item)
    const after = applyAll(before, item.operations)
    if (item.lossy !== true) {
      await run(connection, reverseAll(item.operations, before), after)
      expect(await rowsOf(connection)).toEqual(rows)
    }
    await connection.close()
  })

  test('case 67: as a script without a connection, in the shell', async () => {
    const plain = name.replaceAll(/\W/g, '')
    const online = await opened(item.setup)
    const statements = await run(online, item.operations, await introspected(online))
    const file = join(folder, `${plain}.db`)
    const offline = await opened(item.setup, `sqlite:${file}`)
    const rebuild = isRebuild(statements)
    const { script } = sqlite
    const lines = [
      ...script.prologue([]),
      ...script.begin(rebuild),
      ...statements.map((sql) => `${sql};`),
      ...script.commit(rebuild),
    ]
    expect(runScript(file, lines.join('\n'))).toMatchObject({ failed: false })
    await requireAnswers(offline, item)
    if (!name.includes('CURRENT_TIMESTAMP')) {
      expect(await everything(offline)).toEqual(await everything(online))
    }
    await Promise.all([online.close(), offline.close()])
  })
})

const FOREIGN_KEYS = ['NO ACTION', 'CASCADE', 'SET NULL', 'SET DEFAULT', 'RESTRICT'].flatMap(
  (action) => ['ON', 'OFF'].map((enforced) => ({ action, enforced })),
)

test.each(FOREIGN_KEYS)(
  'case 54: a parent with ON DELETE $action, foreign keys $enforced: rows and text of the child stay',
  async ({ action, enforced }) => {
    const child = `CREATE TABLE c (id INTEGER PRIMARY KEY, p_id INT DEFAULT 1 REFERENCES p (id) ON DELETE ${action} /* kept */)`
    const connection = await opened(`PRAGMA foreign_keys = ${enforced};
      CREATE TABLE p (id INTEGER PRIMARY KEY, n INT); ${child};
      INSERT INTO p VALUES (1, 1), (2, 2); INSERT INTO c VALUES (1, 1), (2, 2);`)
    const change = definitions.alterColumn.create('p', 'n', { type: 'real' })
    await run(connection, [change], await introspected(connection))
    expect(await connection.query('SELECT p_id AS p FROM c')).toEqual([{ p: 1 }, { p: 2 }])
    expect(await connection.query("SELECT sql FROM sqlite_schema WHERE name = 'c'")).toEqual([
      { sql: child },
    ])
    expect(await connection.query('PRAGMA foreign_key_check')).toEqual([])
    await connection.close()
  },
)
