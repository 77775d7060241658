/** Indexes of materialized views: written by hand, kept by what is generated, compared with the database. */
import { describe, expect, test } from 'vitest'
import { inProcess } from '../support/in-process.ts'
import { dump, pgDump } from '../support/postgres-laws.ts'
import { majorsInTurn, query, useServer } from '../support/postgres.ts'
import { runPsql } from '../support/psql.ts'
import { postgresConfig, project } from '../support/project.ts'
import type { Project } from '../support/project.ts'

const MODELS = `import { sql } from 'drizzle-orm'
import { bigint, integer, pgMaterializedView, pgTable, text } from 'drizzle-orm/pg-core'

export const posts = pgTable('posts', {
  id: integer('id').primaryKey(),
  author: text('author').notNull(),
  likes: integer('likes').notNull(),
})

export const totals = pgMaterializedView('totals', {
  author: text('author'),
  many: bigint('many', { mode: 'number' }),
  liked: bigint('liked', { mode: 'number' }),
}).as(sql\`select author, count(*) as many, sum(likes) as liked from posts group by author\`)
`

const WRITTEN = `
  op.createIndex('totals', { name: 'totals_key', keys: ['author'], unique: true, comment: 'REFRESH needs it', clustered: true })
  op.createIndex('totals', {
    name: 'totals_liked',
    keys: [{ column: 'liked', order: 'desc' }, { expression: "lower(author) || '!'" }],
    where: "many > 1 and author <> 'x'",
    with: { fillfactor: '70' },
  })
`
const BACK = `
  op.dropIndex('totals', 'totals_liked')
  op.dropIndex('totals', 'totals_key')
`

const INDEXES = `SELECT concat_ws(' ', pg_get_indexdef(indexrelid), CASE WHEN indisclustered THEN 'clustered' END,
    obj_description(indexrelid, 'pg_class')) AS line
  FROM pg_index WHERE indrelid = 'totals'::regclass ORDER BY 1`

const KEY =
  'CREATE UNIQUE INDEX totals_key ON public.totals USING btree (author) clustered REFRESH needs it'

const kinds = (operations: readonly { readonly kind: string }[]): readonly string[] =>
  operations.map(({ kind }) => kind)

describe.each(majorsInTurn)('indexes of a materialized view on PostgreSQL %i', (major) => {
  const server = useServer(major)
  const program = pgDump(major)

  /** An empty revision with these bodies; its path. */
  const byHand = async (app: Project, upgrade: string, downgrade: string): Promise<string> => {
    const { path } = (await app.ok('revision', '-m', 'by hand', '--empty', '--json')).json()
    const empty = await app.read(path)
    await app.write(
      path,
      empty
        .replace(/(upgrade\([^{]*\{)[^}]*\}/, `$1${upgrade}}`)
        .replace(/(downgrade\([^{]*\{)[^}]*\}/, `$1${downgrade}}`)
        .replaceAll('_op:', 'op:'),
    )
    return path
  }

  const start = async (settings = '') => {
    const url = await server.database()
    const app = inProcess(
      await project({
        'diffkit.config.ts': postgresConfig(url, server.scratch()).replace(
          'schema:',
          `${settings}schema:`,
        ),
        'schema/all.ts': MODELS,
      }),
    )
    await app.ok('revision', '-m', 'first')
    await app.ok('upgrade')
    await query(url, `INSERT INTO posts VALUES (1, 'a', 1), (2, 'a', 2), (3, 'b', 3)`)
    await byHand(app, WRITTEN, BACK)
    expect((await app.ok('snapshot', '--json')).json()).toMatchObject({ verified: true })
    await app.ok('upgrade')
    const lines = async (): Promise<readonly string[]> =>
      (await query(url, INDEXES)).map(({ line }) => String(line))
    /** pg_dump, where the machine has one for this server. */
    const witness = async (): Promise<string> =>
      `${(await lines()).join('\n')}\n${program === null ? '' : dump(program, url)}`
    return { app, url, lines, witness }
  }

  test('are kept when models change, and go and come back with the view', async () => {
    const { app, url, lines, witness } = await start()
    const checked = (await app.ok('check', '--strict', '--json')).json()
    expect(checked).toMatchObject({ ok: true, undecided: [] })
    expect((await app.ok('revision', '-m', 'nothing', '--json')).json()).toEqual({ revision: null })
    await query(url, 'REFRESH MATERIALIZED VIEW CONCURRENTLY totals')
    const first = await lines()
    expect(first).toHaveLength(2)
    expect(first).toContain(KEY)

    // Somebody's own, and what no Schema says of one of ours.
    await query(
      url,
      `CREATE INDEX own ON totals (many); ALTER INDEX totals_liked ALTER COLUMN 2 SET STATISTICS 77`,
    )
    const before = await witness()
    await app.write(
      'schema/all.ts',
      MODELS.replace("likes: integer('likes')", "likes: bigint('likes', { mode: 'number' })"),
    )
    const { operations, path } = (
      await app.ok('revision', '-m', 'more likes', '--require-verified', '--json')
    ).json()
    expect(kinds(operations)).toEqual(['dropView', 'alterColumn', 'createView'])
    expect(await app.read(path)).toMatch(/indexes: \[\s+\{\s+name: 'totals_key'/)
    await app.ok('upgrade')
    expect(await lines()).toEqual(
      [...first, 'CREATE INDEX own ON public.totals USING btree (many)'].toSorted(),
    )
    await app.ok('downgrade', '-1', '--allow-data-loss')
    expect(await witness()).toEqual(before)
  })

  test('drift when somebody changes them, and are made from a snapshot', async () => {
    const { app, url, witness } = await start()
    const other = await server.database()
    await query(
      url,
      `DROP INDEX totals_key; COMMENT ON INDEX totals_liked IS 'x'; CREATE INDEX own ON totals (many)`,
    )
    const drift = await app.run('check', '--database', '--json')
    expect(drift.code).toBe(1)
    const described = (
      operations: readonly { readonly description: string }[],
    ): readonly string[] => operations.map(({ description }) => description)
    expect(described(drift.json().database.operations)).toEqual([
      'drop index totals.own',
      'create unique index totals.totals_key (author)',
      'drop the comment of index totals.totals_liked',
    ])
    expect(drift.json().database.findings).toEqual([
      { object: 'totals.own', expected: 'nothing', found: 'own' },
      {
        object: 'totals.totals_key',
        expected: 'create unique index totals.totals_key (author)',
        found: 'nothing',
      },
      {
        object: 'totals.totals_liked',
        expected: 'drop the comment of index totals.totals_liked',
        found: 'comment x',
      },
    ])

    await app.ok('upgrade', '--url', other)
    const { operations } = (await app.ok('diff', url, other, '--json')).json()
    expect(kinds(operations)).toEqual(['dropIndex', 'createIndex', 'commentOn'])
    const script = (await app.ok('diff', url, other, '--format', 'sql')).stdout
    expect(await runPsql(url, script)).toMatchObject({ failed: false })
    expect((await app.ok('diff', url, other, '--json')).json().equal).toBe(true)
    expect((await app.ok('check', '--database', '--json')).json().ok).toBe(true)
    expect(await witness()).toContain(KEY)

    await app.ok('downgrade', 'base', '--allow-data-loss')
    const made = (await app.ok('upgrade', '--sql')).stdout
    expect(await runPsql(url, made)).toMatchObject({ failed: false })
    expect((await app.ok('check', '--database', '--json')).json().ok).toBe(true)
    expect(await witness()).toContain(KEY)
  })

  test('go with the columns of the view, and beside readers where that is asked for', async () => {
    const { app, lines } = await start("safety: 'online',\n  ")
    await app.write(
      'schema/all.ts',
      MODELS.replace(', sum(likes) as liked', '').replace(
        "  liked: bigint('liked', { mode: 'number' }),\n",
        '',
      ),
    )
    const { operations, path } = (
      await app.ok('revision', '-m', 'no likes', '--require-verified', '--json')
    ).json()
    expect(kinds(operations)).toEqual(['dropIndex', 'dropView', 'createView'])
    expect(await app.read(path)).toContain(
      "op.dropIndex('totals', 'totals_liked', { online: true })",
    )
    const before = await lines()
    await app.ok('upgrade')
    expect(await lines()).toEqual([KEY])
    await byHand(
      app,
      `
  op.createIndex('totals', { name: 'totals_many', keys: ['many'], comment: 'Beside' }, { online: true })
`,
      `
  op.dropIndex('totals', 'totals_many', { online: true })
`,
    )
    expect((await app.ok('snapshot', '--json')).json()).toMatchObject({ verified: true })
    await app.ok('upgrade')
    expect(await lines()).toEqual([
      'CREATE INDEX totals_many ON public.totals USING btree (many) Beside',
      KEY,
    ])
    expect((await app.ok('check', '--strict', '--json')).json().ok).toBe(true)
    await app.ok('downgrade', '-2', '--allow-data-loss')
    expect(await lines()).toEqual(before)
  })

  test('are refused on a view that stores nothing', async () => {
    const { app } = await start()
    await byHand(
      app,
      `
  op.createView({ name: 'plain', definition: 'select id from posts' })
  op.createIndex('plain', { name: 'plain_id', keys: ['id'] })
`,
      `
  op.dropView('plain')
`,
    )
    const { code, stderr } = await app.run('upgrade')
    expect(code).toBe(2)
    expect(stderr).toContain('Cannot index plain: a view that is not materialized has no indexes.')
  })
})
