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

describe.each([
  ['sqlite', 'sqlite'],
  ['postgresql', 'pg'],
])('a part of a table of %s that names no columns', (dialect, core) => {
  test.each([
    ["t.index('i')", 'index i'],
    ["t.uniqueIndex('i')", 'index i'],
    ["t.unique('u')", 'unique constraint u'],
    ["(t.index('i') as any).on()", 'index i'],
    ["(t.unique('u') as any).on()", 'unique constraint u'],
  ])('%s is an error of its table', async (part, what) => {
    const models = `export const users = t.TABLE('users', { id: t.integer() }, () => [\n  ${part},\n])`
    const app = await project({
      'diffkit.config.ts': config(dialect),
      'schema/all.ts': `\n${source(core, models)}`,
    })
    const { error } = (await inProcess(app).run('check', '--models', '--json')).json()
    expect(error).toMatchObject({ code: 'MODEL_INVALID' })
    expect(error.message).toMatch(
      new RegExp(`^schema/all.ts:4: (table )?users: ${what} names no columns\\.$`),
    )
  })
})

describe('a column that no row would be written to', () => {
  const refused = async (dialect: string, core: string, column: string) => {
    const models = `export const users = t.TABLE('users', {\n  id: t.integer(),\n  a: ${column},\n})`
    const app = await project({
      'diffkit.config.ts': config(dialect),
      'schema/all.ts': source(core, models),
    })
    const { error, models: found } = (
      await inProcess(app).run('check', '--models', '--json')
    ).json()
    return error ?? found.operations.length
  }

  test.each([
    ['t.integer().default(3e9)', '3000000000', 'integer'],
    ['t.smallint().default(-32769)', '-32769', 'smallint'],
    ["t.bigint({ mode: 'number' }).default(1e21)", '1e+21', 'bigint'],
    ["t.bigint({ mode: 'bigint' }).default(2n ** 63n)", '9223372036854775808', 'bigint'],
    ['t.integer().default(sql`(2147483647.5)`)', '(2147483647.5)', 'integer'],
  ])('%s is an error of its line', async (column, value, type) => {
    expect(await refused('postgresql', 'pg', column)).toMatchObject({
      code: 'MODEL_INVALID',
      message: `schema/all.ts:5: table users: the default of column a, ${value}, is out of the range of ${type}: every row that takes it would be refused.`,
    })
  })

  test.each([
    't.integer().default(-2147483648)',
    't.integer().default(2147483647.4)',
    't.integer().default(sql`-2147483648`)',
    "t.bigint({ mode: 'bigint' }).default(-(2n ** 63n))",
    't.real().default(1e21)',
  ])('%s is none', async (column) => {
    expect(await refused('postgresql', 'pg', column)).toBe(1)
  })

  test.each([
    ['sqlite', 'sqlite'],
    ['postgresql', 'pg'],
  ])('has no type on %s', async (dialect, core) => {
    const column = 't.customType<{ data: string }>({ dataType: () => undefined as never })()'
    expect(await refused(dialect, core, column)).toMatchObject({
      code: 'MODEL_INVALID',
      message: expect.stringMatching(
        /^schema\/all\.ts:5: (table )?users: column a has no SQL type\.$/,
      ),
    })
  })
})
