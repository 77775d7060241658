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

describe('what PostgreSQL does not take is an error of the model', () => {
  const server = useServer(18)
  const refused = async (text: string): Promise<string> => {
    const app = await project({
      'diffkit.config.ts': postgresConfig(await server.database(), server.scratch()),
      'schema/t.ts': `import { customType, integer, pgEnum, pgTable, text } from 'drizzle-orm/pg-core'\n${text}\n`,
    })
    const ran = await app.run('revision', '-m', 'first', '--json')
    expect([ran.code, ran.json().error.code]).toEqual([2, 'MODEL_INVALID'])
    return ran.json().error.message
  }

  test('a value of an enum twice', async () => {
    const message = await refused("export const e = pgEnum('e', ['a', 'a'])")
    expect(message).toBe("schema/t.ts: enum e: the value 'a' stands in it twice.")
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
})
