/** Policies, views that store rows and sequences, from models to rows and back. */
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { majorsInTurn, query, useServer } from '../support/postgres.ts'
import { postgresConfig, project } from '../support/project.ts'

const MODELS = `import { sql } from 'drizzle-orm'
import { bigint, integer, pgMaterializedView, pgPolicy, pgSequence, pgTable, pgView, text } from 'drizzle-orm/pg-core'

export const numbers = pgSequence('numbers', { startWith: 1000, increment: 10 })

export const members = pgTable('members', {
  team: integer('team').primaryKey(),
  name: text('name').notNull(),
})

export const posts = pgTable(
  'posts',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().default(sql\`nextval('numbers')\`),
    author: text('author').notNull(),
    team: integer('team').references(() => members.team),
  },
  (t) => [
    pgPolicy('own posts', { to: 'ROLE', using: sql\`\${t.author} = current_user\` }),
    pgPolicy('posts of a team', {
      for: 'select',
      to: 'ROLE',
      using: sql\`exists (select 1 from \${members} where \${members.team} = \${t.team} and \${members.name} = current_user)\`,
    }),
  ],
)

export const counts = pgMaterializedView('counts', { author: text('author'), many: bigint('many', { mode: 'number' }) })
  .with({ fillfactor: 70 })
  .as(sql\`select \${posts.author}, count(*) as many from \${posts} group by \${posts.author}\`)

export const busy = pgView('busy', { author: text('author') })
  .with({ securityBarrier: true })
  .as(sql\`select author from \${counts} where many > 1\`)
`

/** The posts that the role sees. */
const seenBy = async (url: string, role: string): Promise<readonly unknown[]> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`SET ROLE "${role}"`)
    const { rows } = await client.query('SELECT id::int FROM posts ORDER BY id')
    return rows.map(({ id }) => id)
  } finally {
    await client.end()
  }
}

describe.each(majorsInTurn)('PostgreSQL %i', (major) => {
  const server = useServer(major)

  const start = async () => {
    const url = await server.database()
    const role = `reader_${randomBytes(6).toString('hex')}`
    await query(url, `CREATE ROLE "${role}"`)
    const models = MODELS.replaceAll('ROLE', role)
    const app = await project({
      'diffkit.config.ts': postgresConfig(url, server.scratch()),
      'schema/all.ts': models,
    })
    await app.ok('revision', '-m', 'first', '--require-verified')
    await app.ok('upgrade')
    return { app, url, role, models }
  }

  test('models are made as they say, and nothing is left to do', async () => {
    const { app, url, role } = await start()
    expect((await app.ok('check', '--strict', '--json')).json()).toMatchObject({
      ok: true,
      undecided: [],
    })
    expect((await app.ok('revision', '-m', 'nothing', '--json')).json()).toEqual({ revision: null })
    await query(url, `GRANT SELECT ON posts, members TO "${role}"`)
    await query(url, `INSERT INTO members VALUES (1, '${role}'), (2, 'other')`)
    await query(url, `INSERT INTO posts (author, team) VALUES ('x', 1), ('x', 2), ('${role}', 2)`)
    expect(await seenBy(url, role)).toEqual([1000, 1020])
  })

  test('changes go there and back', async () => {
    const { app, url, models, role } = await start()
    await app.write(
      'schema/all.ts',
      models
        .replace('increment: 10', 'increment: 5')
        .replace(
          "team: integer('team').references",
          "team: bigint('team', { mode: 'number' }).references",
        )
        .replace(
          "team: integer('team').primaryKey",
          "team: bigint('team', { mode: 'number' }).primaryKey",
        )
        .replace('= current_user` }),', "= 'nobody'` }),")
        .replace('fillfactor: 70', 'fillfactor: 80')
        .replace('many > 1', 'many > 2'),
    )
    await app.ok('revision', '-m', 'changes', '--require-verified')
    await app.ok('upgrade')
    expect((await app.ok('check', '--strict', '--json')).json().ok).toBe(true)
    await app.ok('downgrade', '-1', '--allow-data-loss')
    expect((await app.ok('check', '--database', '--json')).json().ok).toBe(true)
    await query(url, `GRANT SELECT ON posts, members TO "${role}"`)
    await query(url, `INSERT INTO posts (author) VALUES ('x'), ('${role}')`)
    expect(await seenBy(url, role)).toEqual([1010])
  })
})
