import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { sqlite } from '../../../src/dialects/sqlite/index.ts'
import type { Step } from '../../../src/dialects/dialect.ts'
import { definitions } from '../../../src/operations/index.ts'
import { runScript } from '../../support/shell.ts'
import { connect, introspected } from './open.ts'

const folder = mkdtempSync(join(tmpdir(), 'diffkit-script-'))
afterAll(() => rmSync(folder, { recursive: true }))

const { script } = sqlite

const shell = (file: string, lines: readonly string[]) => runScript(file, lines.join('\n'))

/** A database, the step that rebuilds users, and its script with guards. */
const setUp = async (name: string) => {
  const file = join(folder, name)
  const connection = await connect(`sqlite:${file}`)
  await connection.execute(`
    CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT /* it's */);
    CREATE TABLE posts (author_id INT REFERENCES users ON DELETE CASCADE);
    CREATE VIEW names AS SELECT name FROM users;
    CREATE VIEW more AS SELECT * FROM names;
    CREATE TRIGGER more_trigger INSTEAD OF DELETE ON more BEGIN SELECT 1; END;
    INSERT INTO users VALUES (1, 'ada');
    INSERT INTO posts VALUES (1)
  `)
  const before = await introspected(connection)
  const alter = definitions.alterColumn.create('users', 'name', { nullable: false })
  const [step] = sqlite.steps([alter], before, '3.35') as readonly [Step]
  const ground = await sqlite.readGround(connection)
  const query = script.groundQuery(step) ?? ''
  const expected = (await connection.query(query)).map(({ value }) => String(value))
  const lines = [
    ...script.prologue([]),
    ...script.begin(true),
    ...script.guard(query, expected, 'the table is another one'),
    ...sqlite.plan(step, { target: '3.35', ground }).map(({ sql }) => `${sql};`),
    ...script.commit(true),
  ]
  return { file, connection, expected, lines }
}

describe('a script in the shell', () => {
  test('rebuilds a table and keeps the rows of its children', async () => {
    const { file, connection, expected, lines } = await setUp('good.db')
    expect(expected.map((text) => text.split(' ').slice(0, 2).join(' '))).toEqual([
      'table users',
      'trigger more_trigger',
      'view more',
      'view names',
    ])
    expect(shell(file, lines)).toMatchObject({ failed: false })
    expect(await connection.query('SELECT * FROM posts')).toHaveLength(1)
    const [users] = (await introspected(connection)).tables.filter(({ name }) => name === 'users')
    expect(users?.columns[1]?.nullable).toBe(false)
    await connection.close()
  })

  test('stops when something else hangs on the table', async () => {
    const { file, connection, lines } = await setUp('other.db')
    await connection.execute('CREATE TRIGGER t AFTER INSERT ON users BEGIN SELECT 1; END')
    const before = await connection.query('SELECT * FROM sqlite_schema')
    const { failed, output } = shell(file, lines)
    expect(failed).toBe(true)
    expect(output).toContain('the table is another one')
    expect(await connection.query('SELECT * FROM sqlite_schema')).toEqual(before)
    await connection.close()
  })

  test('guards a batch that says how it is done', async () => {
    const { connection, expected } = await setUp('batch.db')
    const before = await introspected(connection)
    for (const options of [{ recreate: 'always' }, { order: ['name'] }] as const) {
      const batch = definitions.batch.create('users', [], options)
      const [step] = sqlite.steps([batch], before, '3.35') as readonly [Step]
      const found = await connection.query(script.groundQuery(step) ?? '')
      expect(found.map(({ value }) => String(value))).toEqual(expected)
    }
    await connection.close()
  })

  test('stops before a row loses its parent', async () => {
    const { file, connection, lines } = await setUp('orphan.db')
    const orphan = 'DELETE FROM users;'
    const { failed, output } = shell(file, lines.toSpliced(-5, 0, orphan))
    expect(failed).toBe(true)
    expect(output).toContain('a foreign key has rows without a parent')
    expect(await connection.query('SELECT * FROM users')).toHaveLength(1)
    await connection.close()
  })

  test.each([
    ['posts', 'articles'],
    ['Users', 'people'],
  ])('knows old orphans again when %s is renamed', async (from, to) => {
    const file = join(folder, `${to}.db`)
    const connection = await connect(`sqlite:${file}`)
    await connection.execute(`PRAGMA foreign_keys = OFF; CREATE TABLE Users (id INTEGER PRIMARY KEY);
      CREATE TABLE posts (author_id INT REFERENCES users); INSERT INTO posts VALUES (7)`)
    const script = (extra: string): readonly string[] => [
      ...sqlite.script.prologue([]),
      ...sqlite.script.begin(true),
      `ALTER TABLE ${from} RENAME TO ${to}; ${extra}`,
      ...sqlite.script.commit(true),
    ]
    const child = from === 'posts' ? to : 'posts'
    expect(shell(file, script(`INSERT INTO ${child} VALUES (8);`))).toMatchObject({ failed: true })
    expect(shell(file, script(''))).toMatchObject({ failed: false, output: '' })
    expect(await connection.query(`SELECT * FROM ${child}`)).toEqual([{ author_id: 7 }])
    await connection.close()
  })
})
