/** Roles that models declare; they are shared with the other databases of a server. */
import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { query, useServer } from '../support/postgres.ts'
import { postgresConfig, project } from '../support/project.ts'

const models = (role: string, more = ''): string => `import { sql } from 'drizzle-orm'
import { integer, pgPolicy, pgRole, pgTable } from 'drizzle-orm/pg-core'

export const editor = pgRole('${role}'${more})
export const monitor = pgRole('pg_monitor').existing()
export const posts = pgTable('posts', { id: integer('id').primaryKey() }, () => [
  pgPolicy('all', { to: [editor, monitor], using: sql\`true\` }),
])
`

const server = useServer(18)

const start = async () => {
  const url = await server.database()
  const role = `editor_${randomBytes(4).toString('hex')}`
  const app = await project({
    'diffkit.config.ts': postgresConfig(url, server.scratch()),
    'schema/all.ts': models(role),
  })
  const attributes = async (): Promise<unknown> =>
    (
      await query(
        url,
        `SELECT rolcreatedb AS db, rolcreaterole AS role, rolinherit AS inherit FROM pg_roles WHERE rolname = '${role}'`,
      )
    )[0] ?? null
  return { app, url, role, attributes }
}

test(
  'a role is made, changed and dropped; a proof leaves the server as it was',
  { timeout: 90_000 },
  async () => {
    const { app, url, role, attributes } = await start()
    const first = (await app.ok('revision', '-m', 'first', '--require-verified', '--json')).json()
    expect(first.operations.map(({ kind }: { kind: string }) => kind)).toEqual([
      'createRole',
      'createTable',
    ])
    expect(await attributes()).toBeNull()
    await app.ok('upgrade')
    expect(await attributes()).toEqual({ db: false, role: false, inherit: true })
    expect((await app.ok('check', '--strict', '--json')).json()).toMatchObject({
      ok: true,
      database: { unmodelled: [] },
    })

    await app.write('schema/all.ts', models(role, ', { createDb: true, inherit: false }'))
    const second = (await app.ok('revision', '-m', 'second', '--require-verified', '--json')).json()
    expect(second.operations).toEqual([
      { kind: 'alterRole', description: `alter role ${role}: createDb true, inherit false` },
    ])
    expect(await attributes()).toEqual({ db: false, role: false, inherit: true })
    await app.ok('upgrade')
    expect(await attributes()).toEqual({ db: true, role: false, inherit: false })

    await query(url, `ALTER ROLE ${role} CREATEROLE`)
    const drift = await app.run('check', '--database', '--json')
    expect(drift.json().database.operations).toEqual([
      { kind: 'alterRole', description: `alter role ${role}: createRole false` },
    ])
    await app.ok('downgrade', 'base', '--allow-data-loss')
    expect(await attributes()).toBeNull()
  },
)

test('one that another database needs stays, and is no drift', { timeout: 60_000 }, async () => {
  const { app, role, attributes } = await start()
  const other = await server.database()
  await query(
    other,
    `CREATE ROLE ${role} CREATEDB; CREATE TABLE t (); GRANT SELECT ON t TO ${role}`,
  )
  await app.ok('revision', '-m', 'first', '--require-verified')
  expect(await attributes()).toEqual({ db: true, role: false, inherit: true })
  await app.ok('upgrade')
  expect(await attributes()).toEqual({ db: false, role: false, inherit: true })
  await app.ok('downgrade', 'base', '--allow-data-loss')
  expect(await attributes()).not.toBeNull()
  expect((await app.ok('check', '--database', '--json')).json().ok).toBe(true)
})
