/** Comments that models declare with `@comment`. */
import { describe, expect, test } from 'vitest'
import { commentsIn } from '../../src/runtime/tags/comments.ts'
import { query, useServer } from '../support/postgres.ts'
import { postgresConfig, project, sqliteConfig } from '../support/project.ts'

const texts = (comment: string): readonly string[] => commentsIn(comment).map(({ text }) => text)

describe('the text of a tag', () => {
  test.each<readonly [string, readonly string[]]>([
    ['/** @comment People */', ['People']],
    [
      '/**\n * Prose.\n *\n * @comment People who\n *   write to us\n */',
      ['People who write to us'],
    ],
    ['/** @comment One\n *\n * Two\n * @renamedFrom folk */', ['One\nTwo']],
    ['/** @comment */', ['']],
    ['/** @comment a@b.c is one */', ['a@b.c is one']],
    ['/** See @comment for more. */', []],
    ['/** @commented */', []],
  ])('%j', (comment, expected) => {
    expect(texts(comment)).toEqual(expected)
  })
})

const MODELS = (
  table: string,
  column: string,
): string => `import { pgTable, serial } from 'drizzle-orm/pg-core'
import { named } from '../parts/named.js'

${table}
export const users = pgTable('users', {
  id: serial('id').primaryKey(),
  ${column}
  email: named(),
  ...named.common,
})
`
const PARTS = `import { text } from 'drizzle-orm/pg-core'

export const named = Object.assign(() => text(), {
  common: {
    /** @comment Written by hand, "mostly" */
    note: text('note'),
  },
})
`

const COMMENTS = `SELECT coalesce(a.attname, '') AS part, d.description AS text FROM pg_description d
  LEFT JOIN pg_attribute a ON a.attrelid = d.objoid AND a.attnum = d.objsubid AND d.objsubid > 0
  WHERE d.objoid = 'users'::regclass AND d.classoid = 'pg_class'::regclass ORDER BY 1`

const server = useServer(18)

test(
  'go into the database, change there and back, and stay when the tag goes',
  { timeout: 90_000 },
  async () => {
    const url = await server.database()
    const comments = async (): Promise<unknown> =>
      Object.fromEntries((await query(url, COMMENTS)).map(({ part, text }) => [part, text]))
    const app = await project({
      'diffkit.config.ts': postgresConfig(url, server.scratch()),
      'schema/users.ts': MODELS('/** @comment People */', "/** @comment Where it's sent */"),
      'parts/named.ts': PARTS,
    })
    await app.ok('revision', '-m', 'first', '--require-verified')
    await app.ok('upgrade')
    const first = { '': 'People', email: "Where it's sent", note: 'Written by hand, "mostly"' }
    expect(await comments()).toEqual(first)
    expect((await app.ok('check', '--strict', '--json')).json().ok).toBe(true)

    await app.write(
      'schema/users.ts',
      MODELS('/**\n * @comment All\n * people\n */', '/** @comment */'),
    )
    const second = (await app.ok('revision', '-m', 'second', '--require-verified', '--json')).json()
    expect(
      second.operations.map(({ description }: { description: string }) => description),
    ).toEqual(['comment on table users: All people', 'drop the comment of column users.email'])
    await app.ok('upgrade')
    expect(await comments()).toEqual({ '': 'All people', note: first.note })
    await app.ok('downgrade', '-1')
    expect(await comments()).toEqual(first)
    await app.ok('upgrade')

    // Nothing is said: what is there stays.
    await app.write('schema/users.ts', MODELS('', ''))
    expect((await app.ok('revision', '-m', 'third', '--json')).json()).toEqual({ revision: null })

    await query(url, "COMMENT ON COLUMN users.note IS 'other'")
    const drift = await app.run('check', '--database', '--json')
    expect(drift.json().database.operations).toEqual([
      {
        kind: 'commentOn',
        description: 'comment on column users.note: Written by hand, "mostly"',
      },
    ])
  },
)

const VIEWS = (tag: string, query: string): string => `import { sql } from 'drizzle-orm'
import { integer, pgMaterializedView, pgTable, pgView } from 'drizzle-orm/pg-core'
export const users = pgTable('users', { id: integer('id').primaryKey() })
${tag}
export const shown = pgView('shown', { id: integer('id') }).as(sql\`${query}\`)
/** @comment Counted at night */
export const counted = pgMaterializedView('counted', { id: integer('id') }).as(sql\`select id from users\`)
`

test(
  'of views come and go, stay with a view that is made again, and drift',
  { timeout: 90_000 },
  async () => {
    const url = await server.database()
    const of = async (view: string): Promise<unknown> =>
      (await query(url, `SELECT obj_description('${view}'::regclass) AS text`))[0]?.['text']
    const app = await project({
      'diffkit.config.ts': postgresConfig(url, server.scratch()),
      'schema/all.ts': VIEWS('/** @comment What is shown */', 'select id from users'),
    })
    await app.ok('revision', '-m', 'first', '--require-verified')
    await app.ok('upgrade')
    expect([await of('shown'), await of('counted')]).toEqual(['What is shown', 'Counted at night'])
    expect((await app.ok('check', '--strict', '--json')).json().ok).toBe(true)
    await app.write('schema/all.ts', VIEWS('', 'select id + 1 as id from users'))
    await app.ok('revision', '-m', 'second', '--require-verified')
    await app.ok('upgrade')
    expect([await of('shown'), await of('counted')]).toEqual(['What is shown', 'Counted at night'])
    await query(url, "COMMENT ON VIEW shown IS 'other'")
    const drift = await app.run('check', '--database', '--json')
    expect(drift.json().database.operations).toEqual([
      { kind: 'commentOn', description: 'comment on view shown: What is shown' },
    ])
  },
)

test('a tag above nothing that could have a comment is told', async () => {
  const app = await project({
    'diffkit.config.ts': postgresConfig(await server.database(), server.scratch()),
    'schema/users.ts': `import { pgEnum, pgTable, serial } from 'drizzle-orm/pg-core'
/** @comment How it feels */
export const mood = pgEnum('mood', ['sad'])
export const users = pgTable('users', { id: serial('id').primaryKey() })
`,
  })
  const { stderr } = await app.ok('revision', '-m', 'first')
  expect(stderr).toContain('schema/users.ts:2: `@comment` is not read here')
})

test('SQLite has no comments: the tag says nothing there', async () => {
  const app = await project({
    'diffkit.config.ts': sqliteConfig,
    'schema/users.ts': `import { integer, sqliteTable } from 'drizzle-orm/sqlite-core'
/** @comment People */
export const users = sqliteTable('users', { id: integer('id').primaryKey() })
`,
  })
  await app.ok('revision', '-m', 'first', '--require-verified')
  await app.ok('upgrade')
  expect((await app.ok('check', '--json')).json().ok).toBe(true)
})
