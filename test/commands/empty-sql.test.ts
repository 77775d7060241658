/** SQL without a word in it, wherever models may hold some. */
import { describe, expect, test } from 'vitest'
import { inProcess } from '../support/in-process.ts'
import { project } from '../support/project.ts'

const PLACES = [
  ['the default of', 'a: t.text().default(SQL)', ''],
  ['expression of', 'a: t.text().generatedAlwaysAs(SQL)', ''],
  ['check c', '', "t.check('c', SQL)"],
  ['a key of index i', '', "t.index('i').on(SQL)"],
  [' of (index )?i', '', "t.index('i').on(users.id).where(SQL)"],
] as const

describe.each([
  ['sqlite', 'sqlite'],
  ['postgresql', 'pg'],
])('empty SQL on %s', (dialect, core) => {
  const errorOf = async (models: string) => {
    const app = inProcess(
      await project({
        'diffkit.config.ts': `import { defineConfig } from 'diffkit'\nexport default defineConfig({ dialect: '${dialect}', schema: './schema.ts' })`,
        'schema.ts': `import { sql } from 'drizzle-orm'\nimport * as t from 'drizzle-orm/${core}-core'\n${models}`,
      }),
    )
    return (await app.run('check', '--models', '--json')).json().error
  }

  test.each(PLACES)('is an error that names %s its object', async (what, columns, extras) => {
    for (const empty of ['sql``', 'sql` `', 'sql`-- later`', 'sql.raw("/* later */")']) {
      const error = await errorOf(
        `export const users = t.${core}Table('users', { id: t.integer(), ${columns} }, (users) => [${extras}])`.replace(
          'SQL',
          empty,
        ),
      )
      expect(error).toMatchObject({ code: 'MODEL_INVALID' })
      expect(error.message).toMatch(
        new RegExp(
          `^schema\\.ts:3: (table )?users: .*${what}.* cannot be rendered: its SQL is empty`,
        ),
      )
    }
  })

  test('is an error as the query of a view', async () => {
    const error = await errorOf(`export const late = t.${core}View('late', {}).as(sql\`\`)`)
    expect(error.message).toMatch(/late: its query cannot be rendered: its SQL is empty/)
  })
})
