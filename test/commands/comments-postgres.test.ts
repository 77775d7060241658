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

test('of a view that is made again with its first one goes on the way back', async () => {
  const url = await server.database()
  const shown = async (): Promise<unknown> =>
    (
      await query(
        url,
        "SELECT obj_description(oid) AS text, pg_get_viewdef(oid) AS query FROM pg_class WHERE relname = 'shown'",
      )
    )[0]
  const app = await project({
    'diffkit.config.ts': postgresConfig(url, server.scratch()),
    'schema/all.ts': VIEWS('', 'select id from users'),
  })
  await app.ok('revision', '-m', 'first', '--require-verified')
  await app.ok('upgrade')
  const first = await shown()
  expect(first).toMatchObject({ text: null })
  await app.write(
    'schema/all.ts',
    VIEWS('/** @comment What is shown */', 'select id from users where id > 1'),
  )
  const second = (await app.ok('revision', '-m', 'second', '--require-verified', '--json')).json()
  expect(second.operations.map(({ kind }: { kind: string }) => kind)).toEqual([
    'dropView',
    'createView',
    'commentOn',
  ])
  await app.ok('upgrade')
  expect(await shown()).toMatchObject({ text: 'What is shown' })
  await app.ok('downgrade', '-1')
  expect(await shown()).toEqual(first)
}, 60_000)

const THINGS = (
  tag: (text: string) => string,
  { index, enumTag }: { readonly index: string; readonly enumTag: string },
): string => `import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, pgEnum, pgPolicy, pgRole, pgSchema, pgSequence, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core'
${tag('Who may do what')}
export const auth = pgSchema('auth')
${tag('May write')}
export const editor = pgRole('comments_editor')
${enumTag}
const mood = pgEnum('mood', ['sad', 'happy'])
${tag('Counts bills')}
export const numbers = auth.sequence('numbers')
export const users = auth.table(
  'users',
  { id: integer('id'), email: text('email'), age: integer('age'), mood: mood('mood') },
  (t) => [
    ${tag('Found by id')}
    primaryKey({ name: 'users_pk', columns: [t.id] }),
    ${tag('One each')}
    unique('users_email_key').on(t.email),
    ${tag('Grown up')}
    check('users_age', sql\`\${t.age} > 17\`),
    ${tag('Logins look here')}
    ${index},
    ${tag('Nobody sees all')}
    pgPolicy('own', { using: sql\`\${t.age} > 20\` }),
  ],
)
export const posts = pgTable('posts', { author: integer('author') }, (t) => ({
  ${tag('Whose it is')}
  author: foreignKey({ name: 'posts_author', columns: [t.author], foreignColumns: [users.id] }),
}))
${tag('Linked')}
export const linked = pgPolicy('linked', { using: sql\`true\` }).link(posts)
`

/** What each comment is on, by kind and name. */
const ALL = `SELECT concat_ws(' ', type, name, description) AS line FROM (
    SELECT i.type, i.identity AS name, description FROM pg_description, pg_identify_object(classoid, objoid, objsubid) i WHERE objoid >= 16384
    UNION ALL SELECT 'role', rolname, description FROM pg_shdescription JOIN pg_roles ON oid = objoid WHERE rolname LIKE 'comments%'
  ) AS all_of_them ORDER BY 1`

test(
  'of all else that models declare come and stay, whatever becomes of what they are on',
  { timeout: 90_000 },
  async () => {
    const url = await server.database()
    const comments = async (): Promise<readonly string[]> =>
      (await query(url, ALL)).map(({ line }) => String(line))
    const app = await project({
      'diffkit.config.ts': postgresConfig(url, server.scratch()),
      'schema/all.ts': THINGS((text) => `/** @comment ${text} */`, {
        index: "index('users_email_idx').on(t.email).where(sql`${t.age} > 1`)",
        enumTag: '/** @comment How it feels */',
      }),
    })
    const { stderr } = await app.ok('revision', '-m', 'first', '--require-verified')
    expect(stderr).not.toContain('@comment')
    await app.ok('upgrade')
    const first = [
      'index auth.users_email_idx Logins look here',
      'policy linked on public.posts Linked',
      'policy own on auth.users Nobody sees all',
      'role comments_editor May write',
      'schema auth Who may do what',
      'sequence auth.numbers Counts bills',
      'table constraint posts_author on public.posts Whose it is',
      'table constraint users_age on auth.users Grown up',
      'table constraint users_email_key on auth.users One each',
      'table constraint users_pk on auth.users Found by id',
      'type public.mood How it feels',
    ]
    expect(await comments()).toEqual(first)
    expect((await app.ok('check', '--strict', '--json')).json().ok).toBe(true)

    // Without tags nothing is said, of the index that is another one neither; a tag without a text takes the comment away.
    await app.write(
      'schema/all.ts',
      THINGS(() => '', {
        index: "index('users_email_idx').on(t.id)",
        enumTag: '/** @comment */',
      }),
    )
    const second = (await app.ok('revision', '-m', 'second', '--require-verified', '--json')).json()
    expect(
      second.operations.map(({ description }: { description: string }) => description),
    ).toEqual([
      'drop index auth.users.users_email_idx',
      'create index auth.users.users_email_idx (id)',
      'drop the comment of enum mood',
    ])
    await app.ok('upgrade')
    expect(await comments()).toEqual(first.slice(0, -1))
    await app.ok('downgrade', '-1')
    expect(await comments()).toEqual(first)
    await query(url, "COMMENT ON POLICY own ON auth.users IS 'other'")
    const drift = await app.run('check', '--database', '--json')
    expect(drift.json().database.operations).toContainEqual({
      kind: 'commentOn',
      description: 'comment on policy auth.users.own: Nobody sees all',
    })
  },
)

test('a tag above nothing that could have a comment is told', async () => {
  const app = await project({
    'diffkit.config.ts': postgresConfig(await server.database(), server.scratch()),
    'schema/users.ts': `import { index, pgEnum, pgTable, serial } from 'drizzle-orm/pg-core'
export const mood = pgEnum('mood', [/** @comment How it feels */ 'sad'])
export const users = pgTable('users', { id: serial('id').primaryKey() }, (t) => [
  /** @comment Without a name */
  index().on(t.id),
]); /** @comment Of users or of posts? */
export const posts = pgTable('posts', { id: serial('id').primaryKey() })
`,
  })
  const { stderr } = await app.ok('revision', '-m', 'first')
  expect(stderr).toContain('schema/users.ts:2: `@comment` is not read here')
  expect(stderr).toContain('schema/users.ts:4: `@comment` is not read here')
  expect(stderr).toContain('schema/users.ts:6: `@comment` is not read here')
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
