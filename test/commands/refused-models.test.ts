import { describe, expect, test } from 'vitest'
import { useServer } from '../support/postgres.ts'
import { postgresConfig, project, sqliteConfig } from '../support/project.ts'

const SQLITE = `import { sql } from 'drizzle-orm'
import { check, integer, sqliteTable } from 'drizzle-orm/sqlite-core'
`
const onSqlite = async (columns: string, extras: string) => {
  const app = await project({
    'diffkit.config.ts': sqliteConfig,
    'schema/t.ts': `${SQLITE}
export const t = sqliteTable('t', {
  id: integer().primaryKey(),
  ${columns}
}, (t) => [${extras}])
`,
  })
  return app.run('revision', '-m', 'first', '--json')
}

describe('what SQLite does not take is an error of the model', () => {
  test.each([
    ['an unknown column in a check', "check('c', sql`nosuch > 0`)", 'no such column: nosuch'],
    ['a bracket that is left open', "check('c', sql`(id > 0`)", 'incomplete input'],
    ['a query in a check', "check('c', sql`id IN (SELECT 1)`)", 'subqueries prohibited'],
  ])('%s', async (_name, extras, said) => {
    const ran = await onSqlite('', extras)
    expect([ran.code, ran.json().error.code]).toEqual([2, 'MODEL_INVALID'])
    expect(ran.json().error.message).toMatch(/^schema\/t\.ts:4: create table t is refused: /)
    expect(ran.json().error.message).toContain(said)
  })
})

describe('on SQLite a model that cannot be names its lines', () => {
  const refused = async (files: Readonly<Record<string, string>>) => {
    const app = await project({ 'diffkit.config.ts': sqliteConfig, ...files })
    const ran = await app.run('revision', '-m', 'first', '--json')
    expect(ran.code).toBe(2)
    return ran.json().error
  }
  const core = "import * as c from 'drizzle-orm/sqlite-core'\n"

  test('a column that stands in it twice', async () => {
    expect(
      await refused({
        'schema/t.ts': `${core}export const t = c.sqliteTable('t', {\n  a: c.text('x'),\n  b: c.integer('x'),\n})`,
      }),
    ).toMatchObject({
      code: 'MODEL_INVALID',
      message: 'schema/t.ts:4: t: the column x stands in it twice; the other is in schema/t.ts:3.',
      hint: 'Give one of the two another name.',
    })
  })

  test('an index of the name of a view', async () => {
    const { message } = await refused({
      'schema/t.ts': `${core}export const t = c.sqliteTable('t', { a: c.text() }, (t) => [c.index('V').on(t.a)])`,
      'schema/v.ts': `${core}import { t } from './t.ts'\n\nexport const v = c.sqliteView('v').as((q) => q.select().from(t))`,
    })
    expect(message).toBe(
      'schema/t.ts:2: t: the index V has the name of view v; the other is in schema/v.ts:4.',
    )
  })

  test('a text that is no type', async () => {
    for (const type of ['1', 'text;', 'references', 'text, y int', 'text)']) {
      const { message, hint } = await refused({
        'schema/t.ts': `${core}const odd = c.customType({ dataType: () => '${type}' })\nexport const t = c.sqliteTable('t', {\n  id: c.integer(),\n  x: odd(),\n})`,
      })
      expect(message).toBe(`schema/t.ts:5: t.x: the type \`${type}\` is not supported.`)
      expect(hint).toMatch(/^Let the type be a type only, a name with its arguments/)
    }
  })

  test('a table of another dialect', async () => {
    const { code, message } = await refused({
      'schema/t.ts':
        "import * as c from 'drizzle-orm/pg-core'\n\nexport const t = c.pgTable('t', {})",
    })
    expect([code, message]).toEqual([
      'MODELS_OF_ANOTHER_DIALECT',
      'schema/t.ts:3: t is made by the builders of another dialect than sqlite.',
    ])
  })
})

describe('what PostgreSQL does not take is an error of the model', () => {
  const server = useServer(18)
  const refused = async (text: string): Promise<string> => {
    const app = await project({
      'diffkit.config.ts': postgresConfig(await server.database(), server.scratch()),
      'schema/t.ts': `import { customType, integer, pgEnum, pgRole, pgSchema, pgTable, text } from 'drizzle-orm/pg-core'\n${text}\n`,
    })
    const ran = await app.run('revision', '-m', 'first', '--json')
    expect([ran.code, ran.json().error.code]).toEqual([2, 'MODEL_INVALID'])
    return ran.json().error.message
  }

  test.each([
    ['namespace', "export const mine = pgSchema('pg_mine')"],
    ['role', "export const mine = pgRole('pg_mine')"],
  ])('a %s whose name is kept for the system', async (kind, text) => {
    expect(await refused(`export const a = 1\n${text}`)).toBe(
      `schema/t.ts:3: ${kind} pg_mine: PostgreSQL keeps such names for itself.`,
    )
  })

  test('a value of an enum twice', async () => {
    const message = await refused("export const e = pgEnum('e', ['a', 'a'])")
    expect(message).toBe("schema/t.ts:2: enum e: the value 'a' stands in it twice.")
  })

  test('a type that it does not have', async () => {
    const message = await refused(
      "const odd = customType({ dataType: () => 'nosuchtype' })\nexport const t = pgTable('t', {\n  id: integer(),\n  x: odd(),\n})",
    )
    expect(message).toBe(
      'schema/t.ts:5: create table t is refused: type "nosuchtype" does not exist.',
    )
  })

  test('a name of its own', async () => {
    const message = await refused("export const t = pgTable('t', {\n  ctid: text(),\n})")
    expect(message).toMatch(/^schema\/t\.ts:3: .*column name "ctid" conflicts/)
  })

  test('a foreign key to another type', async () => {
    const message = await refused(
      "export const a = pgTable('a', { id: text().primaryKey() })\nexport const b = pgTable('b', { a: integer().references(() => a.id) })",
    )
    expect(message).toMatch(/^schema\/t\.ts:3: .*cannot be implemented/)
  })

  test('a sequence of the name of a table', async () => {
    const message = await refused(
      "import { pgSequence } from 'drizzle-orm/pg-core'\nexport const t = pgTable('s', { a: integer() })\n\nexport const s = pgSequence('s')",
    )
    expect(message).toBe(
      'schema/t.ts:3: table s and sequence s have the same name; the other is in schema/t.ts:5.',
    )
  })

  test('a table and a column that are declared twice', async () => {
    const table = "export const t = pgTable('t', {\n  a: text('x'),\n  b: integer('x'),\n})"
    expect(await refused(table)).toBe(
      'schema/t.ts:4: column x of t and column x of t have the same name; the other is in schema/t.ts:3.',
    )
    const two = "export const a = pgTable('t', { x: text() })\nexport const b = pgTable('t', {})"
    expect(await refused(two)).toBe(
      'schema/t.ts:3: table t is declared a second time (export b); the first is a; the other is in schema/t.ts:2.',
    )
  })
})
