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

/** Two policies, and the roles that they are for: each declared, or on the server already. */
const twoRoles = (roles: {
  readonly editor: string
  readonly writer: string
  readonly policies: readonly string[]
}): string => `import { sql } from 'drizzle-orm'
import { integer, pgPolicy, pgRole, pgTable } from 'drizzle-orm/pg-core'

export const editor = ${roles.editor}
export const writer = ${roles.writer}
export const posts = pgTable('posts', { id: integer('id').primaryKey() }, () => [
  ${roles.policies.map((role) => `pgPolicy('of ${role}', { to: ${role}, using: sql\`true\` }),`).join('\n  ')}
])
`

test(
  'one that its policies need is proven on a server of the proof itself, and stays as long as they do',
  { timeout: 120_000 },
  async () => {
    const url = await server.database()
    const suffix = randomBytes(4).toString('hex')
    const role = (name: string, options = ''): string => `pgRole('${name}_${suffix}'${options})`
    const app = await project({
      'diffkit.config.ts': postgresConfig(url, server.scratch()).replace(/ *scratch: .*\n/, ''),
    })
    const STATES: readonly (readonly [Parameters<typeof twoRoles>[0], readonly string[]])[] = [
      [
        {
          editor: role('editor', ', { createDb: true }'),
          writer: `${role('writer')}.existing()`,
          policies: ['editor', 'writer'],
        },
        ['createRole', 'createTable'],
      ],
      [
        {
          editor: role('editor', ', { inherit: false }'),
          writer: role('writer'),
          policies: ['editor', 'writer'],
        },
        ['createRole', 'alterRole'],
      ],
      [
        {
          editor: `${role('editor')}.existing()`,
          writer: `${role('writer')}.existing()`,
          policies: ['editor'],
        },
        ['dropPolicy', 'dropRole', 'dropRole'],
      ],
    ]
    for (const [models, kinds] of STATES) {
      await app.write('schema/all.ts', twoRoles(models))
      const made = (await app.ok('revision', '-m', 'next', '--require-verified', '--json')).json()
      expect(made.operations.map(({ kind }: { kind: string }) => kind).toSorted()).toEqual(
        kinds.toSorted(),
      )
    }
    const present = async (): Promise<readonly unknown[]> =>
      (
        await query(url, `SELECT rolname FROM pg_roles WHERE rolname LIKE '%${suffix}' ORDER BY 1`)
      ).map(({ rolname }) => String(rolname).split('_')[0])
    await query(url, `CREATE ROLE writer_${suffix}`)
    await app.ok('upgrade', '+2')
    expect(await present()).toEqual(['editor', 'writer'])
    await app.ok('upgrade')
    expect(await present()).toEqual(['editor'])
    await app.ok('downgrade', '-1')
    expect(await present()).toEqual(['editor', 'writer'])
    await app.ok('downgrade', '-1')
    expect(await present()).toEqual(['editor', 'writer'])
    expect((await app.ok('check', '--json')).json().database.ok).toBe(true)
  },
)
