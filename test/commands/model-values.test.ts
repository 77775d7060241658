/** Values and names in models that no database takes: an error of the model, not of a statement. */
import { describe, expect, test } from 'vitest'
import { inProcess } from '../support/in-process.ts'
import { useServer } from '../support/postgres.ts'
import { postgresConfig, project } from '../support/project.ts'

const config = (dialect: string): string =>
  `import { defineConfig } from 'diffkit'\nexport default defineConfig({ dialect: '${dialect}', schema: './schema/*.ts' })`

const source = (core: string, models: string): string =>
  `import { sql } from 'drizzle-orm'\nimport * as t from 'drizzle-orm/${core}-core'\n${models.replaceAll('TABLE', `${core}Table`)}`

describe.each([
  ['sqlite', 'sqlite'],
  ['postgresql', 'pg'],
])('characters that %s cannot write', (dialect, core) => {
  const checked = async (models: string) => {
    const app = await project({
      'diffkit.config.ts': config(dialect),
      'schema/all.ts': source(core, models),
    })
    return (await inProcess(app).run('check', '--models', '--json')).json()
  }

  test.each([
    ['table us\\u0000ers', String.raw`t.TABLE('us\u0000ers', { id: t.integer() })`],
    ['column i\\u0000d of table users', String.raw`t.TABLE('users', { 'i\u0000d': t.integer() })`],
    ['column a of table users', String.raw`t.TABLE('users', { a: t.text().default('a\u0000b') })`],
    ['column a of table users', String.raw`t.TABLE('users', { a: t.text().default('a\uD83Db') })`],
    ['column a of table users', String.raw`t.TABLE('users', { a: t.text().default('\uDE00') })`],
    [
      'check c of table users',
      `t.TABLE('users', { a: t.text() }, (u) => [t.check('c', sql\`\${u.a} <> \${'\\u0000'}\`)])`,
    ],
  ])('are an error that names the %s', async (what, models) => {
    const { error } = await checked(`export const users = ${models}`)
    expect(error).toMatchObject({
      code: 'MODEL_INVALID',
      message: expect.stringContaining('which no SQL can'),
    })
    expect(error.message).toContain(`schema/all.ts: ${what}: it holds `)
    expect(error.message).not.toMatch(/[\0\uD800-\uDFFF]/)
  })

  test('are not those beyond the first plane', async () => {
    const { models } = await checked(
      "export const users = t.TABLE('🎉', { a: t.text().default('👩‍👩‍👧 é') })",
    )
    expect(models.operations).toHaveLength(1)
  })

  test.each(['(() => 3)', "Symbol('x')"])('%s is no value', async (value) => {
    const { error } = await checked(
      `export const users = t.TABLE('users', { a: t.integer().default(${value} as never) })`,
    )
    expect(error).toMatchObject({ code: 'MODEL_INVALID' })
    expect(error.message).toMatch(/a cannot be read: its default is a |the default of a is neither/)
  })
})

describe('a default that its type does not hold', () => {
  const server = useServer(18)

  test.each([
    ['t.timestamp().default(new Date(8.64e15))', 'displacement out of range: "+275760-09-13'],
    ["t.date().default('2023-02-30')", 'date/time field value out of range'],
    ["t.inet().default('nowhere')", 'invalid input syntax for type inet'],
    ["t.jsonb().default({ a: '\\\\u0000' as string, b: '\\u0000' })", 'unsupported Unicode escape'],
  ])('%s is an error of its line', async (column, says) => {
    const app = await project({
      'diffkit.config.ts': postgresConfig(await server.database(), server.scratch()),
      'schema/all.ts': source(
        'pg',
        `export const users = t.pgTable('users', {\n  a: ${column},\n})`,
      ),
    })
    const { error } = (await inProcess(app).run('revision', '-m', 'first', '--json')).json()
    expect(error).toMatchObject({ code: 'MODEL_INVALID' })
    expect(error.message).toContain(
      'schema/all.ts:4: table users: the default of column a is refused',
    )
    expect(error.message).toContain(says)
  })
})
