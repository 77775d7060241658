import { expect, test } from 'vitest'
import { project, sqliteConfig } from '../support/project.ts'

const CORE = "import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'\n"
const table = (name: string, columns: string): string =>
  `export const ${name} = sqliteTable('${name}', { id: integer().primaryKey(), ${columns} })\n`

test('a column that is spread before it is made is an error, as it is where the file runs', async () => {
  const app = await project({
    'diffkit.config.ts': sqliteConfig,
    'schema/a.ts': `${CORE}const shared = { note: text() }\n${table('a', '...shared')}`,
  })
  await app.run('revision', '-m', 'first')
  await app.write(
    'schema/a.ts',
    `${CORE}${table('a', '...shared')}const shared = { note: text() }\n`,
  )
  const ran = await app.run('revision', '-m', 'second', '--json')
  expect(ran.code).toBe(2)
  expect(ran.json()).toMatchObject({
    error: {
      code: 'MODULE_THROWS',
      message:
        "schema/a.ts:2 throws when it is loaded: Cannot access 'shared' before initialization.",
    },
  })
})

test('so is one from a file in a circle of imports', async () => {
  const app = await project({
    'diffkit.config.ts': sqliteConfig,
    'schema/a.ts': `${CORE}import { b } from './b.ts'\nexport const stamps = { at: text() }\n${table('a', 'b: integer().references(() => b.id), ...stamps')}`,
    'schema/b.ts': `${CORE}import { stamps } from './a.ts'\n${table('b', '...stamps')}`,
  })
  const ran = await app.run('revision', '-m', 'first')
  expect([ran.code, ran.stderr]).toEqual([
    2,
    expect.stringMatching(/^error: schema\/b\.ts:3 throws .* Cannot access 'stamps'/),
  ])
})

test('what TypeScript and JavaScript allow is read as ever', async () => {
  const app = await project({
    'diffkit.config.ts': sqliteConfig,
    'schema/a.ts': [
      CORE,
      "import { sql } from 'drizzle-orm'",
      "enum Mood { good = 'good', bad = 'bad' }",
      "namespace Names { export const note = 'note' }",
      'var twice = 1',
      'var twice = 2',
      'for (const size of [3]) { var inner = size }',
      'class Sizes { static readonly big = inner + Sizes.one; static readonly one = 1 }',
      'const { one: [first] } = { one: [Sizes.one] }',
      'export default function early() { return late }',
      'var late = `é\nvar x = 1;`',
      `${table('a', 'm: text().default(Mood.good), [Names.note]: text().default(early()), n: integer().default(twice + first), q: text().default(sql`(\'\nvar y = 2;${sql.raw("x")}\')`)')}`,
    ].join('\n'),
  })
  const ran = await app.run('schema', 'models', '--json')
  expect(ran.stderr).toBe('')
  expect(ran.json()).toMatchObject({
    tables: [
      {
        columns: [
          { name: 'id' },
          { name: 'm', default: "'good'" },
          { name: 'note', default: "'é\nvar x = 1;'" },
          { name: 'n', default: '3' },
          { name: 'q', default: "'\nvar y = 2;x'" },
        ],
      },
    ],
  })
})
