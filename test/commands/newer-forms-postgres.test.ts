/** What a server, or the oldest one planned for, does not have yet is refused by name before anything is done. */
import { describe, expect, test } from 'vitest'
import { versionNeeds } from '../../src/dialects/postgres/newer-forms.ts'
import { definitions } from '../../src/operations/index.ts'
import type { Operation } from '../../src/operations/index.ts'
import { query, useServer } from '../support/postgres.ts'
import { postgresConfig, project } from '../support/project.ts'
import type { Project } from '../support/project.ts'

const { addColumn, addConstraint, alterColumn, alterTable, createIndex, createTable, createView } =
  definitions

const column = { name: 'total', type: 'integer', generated: { expression: '1', stored: false } }
const unique = { kind: 'unique', name: 'uk', columns: ['a'] } as const
const key = { kind: 'primaryKey', name: 'pk', columns: ['a', 'during'], period: true } as const
const check = { kind: 'check', name: 'ck', expression: 'a > 0', notEnforced: true } as const
const toUsers = {
  kind: 'foreignKey',
  name: 'fk',
  columns: ['a'],
  references: { table: 'users', columns: ['a'] },
} as const
const index = { name: 'users_a', keys: ['a'], nullsNotDistinct: true }

const forms: readonly (readonly [form: string, since: number, op: Operation])[] = [
  ['NULLS NOT DISTINCT', 15, addConstraint.create('users', { ...unique, nullsNotDistinct: true })],
  ['NULLS NOT DISTINCT', 15, createIndex.create('users', index)],
  [
    'ON DELETE of some columns',
    15,
    addConstraint.create('users', { ...toUsers, onDelete: 'set null', onDeleteColumns: ['a'] }),
  ],
  ['SET ACCESS METHOD', 15, alterTable.create('users', { method: 'columnar' })],
  [
    'security_invoker',
    15,
    createView.create({ name: 'v', definition: 'SELECT 1', options: { security_invoker: 'true' } }),
  ],
  ['the type numeric(3,-2)', 15, alterColumn.create('users', 'a', { type: 'numeric(3,-2)' })],
  [
    'the type numeric(2, 3)[]',
    15,
    addColumn.create('users', { name: 'a', type: 'numeric(2, 3)[]' }),
  ],
  ['a virtual column', 18, addColumn.create('users', column)],
  ['a virtual column', 18, alterColumn.create('users', 'total', { generated: column.generated })],
  ['WITHOUT OVERLAPS', 18, addConstraint.create('users', key)],
  ['WITHOUT OVERLAPS', 18, addConstraint.create('users', { ...unique, period: true })],
  ['PERIOD', 18, addConstraint.create('users', { ...toUsers, period: true })],
  ['NOT ENFORCED', 18, addConstraint.create('users', { ...toUsers, notEnforced: true })],
  ['NOT ENFORCED', 18, addConstraint.create('users', check)],
]

describe('what older servers do not have', () => {
  test.each(forms)('%s, since %i', (what, since, op) => {
    expect(versionNeeds([op])).toMatchObject([{ what, since }])
  })

  test('is nothing of what they have', () => {
    expect(versionNeeds([addColumn.create('users', { name: 'a', type: 'numeric(3,2)' })])).toEqual(
      [],
    )
  })

  test('is found in a table that is made, part by part', () => {
    const made = createTable.create({
      name: 'users',
      columns: [{ name: 'a', type: 'integer' }, column],
      constraints: [key, { ...unique, nullsNotDistinct: true }, check],
      indexes: [index],
    })
    expect(versionNeeds([made]).map(({ where }) => where)).toEqual([
      'users.total',
      'primary key pk of users',
      'unique constraint uk of users',
      'check ck of users',
      'index users_a of users',
    ])
  })
})

const MODELS = `import { integer, pgTable } from 'drizzle-orm/pg-core'

export const users = pgTable('users', { id: integer('id').primaryKey() })
`
const UNIQUE = `import { integer, pgTable, unique } from 'drizzle-orm/pg-core'

export const users = pgTable('users', { id: integer('id').primaryKey(), a: integer('a') }, (t) => [
  unique('users_uk').on(t.a).nullsNotDistinct(),
])
`

describe('a server that is too old', () => {
  const [older, newer] = [useServer(15), useServer(18)]

  const virtual =
    "op.addColumn('users', { name: 'b', type: 'integer', generated: { expression: 'id', stored: false } })"

  /** Two revisions, of which the second, by hand, adds a virtual column. */
  const twoRevisions = async (url: string, scratch: string): Promise<Project> => {
    const app = await project({
      'diffkit.config.ts': postgresConfig(url, scratch),
      'schema/all.ts': MODELS,
    })
    await app.ok('revision', '-m', 'first')
    await app.ok('revision', '--empty', '-m', 'virtual')
    const file = (await app.files('migrations')).find((name) => name.endsWith('_virtual.ts')) ?? ''
    const text = await app.read(`migrations/${file}`)
    await app.write(
      `migrations/${file}`,
      text.replace(/(upgrade\()_?(op[^{]*\{)[^}]*\}/, `$1$2\n${virtual}\n}`),
    )
    return app
  }

  test('is told before the first revision of the run', { timeout: 90_000 }, async () => {
    const url = await older.database()
    const app = await twoRevisions(url, newer.scratch())
    const message =
      'users.b: a virtual column before PostgreSQL 18 (this server is 15) is not supported.'
    for (const command of [['upgrade'], ['upgrade', '--dry-run']]) {
      const ran = await app.run(...command)
      expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining(message) })
    }
    const tables = await query(url, "SELECT relname FROM pg_class WHERE relname = 'users'")
    expect(tables).toEqual([])
    await app.ok('upgrade', '+1')
  })

  test('is told when it is the one of the proof', { timeout: 60_000 }, async () => {
    const app = await twoRevisions(await newer.database(), older.scratch())
    const ran = await app.run('snapshot')
    expect(ran.code).toBe(2)
    expect(ran.stderr).toContain(
      'users.b: a virtual column before PostgreSQL 18 (the server of the proof is 15) is not supported.',
    )
  })

  test('is told where the configuration names it', { timeout: 60_000 }, async () => {
    const config = postgresConfig(await newer.database(), newer.scratch())
    const app = await project({
      'diffkit.config.ts': config.replace(
        "dialect: 'postgresql',",
        "dialect: 'postgresql', target: { postgresql: '14' },",
      ),
      'schema/all.ts': UNIQUE,
    })
    const message =
      'unique constraint users_uk of users: NULLS NOT DISTINCT before PostgreSQL 15 (`target.postgresql` is 14) is not supported.'
    const refused = await app.run('revision', '-m', 'first')
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining(message) })
    await app.write('diffkit.config.ts', config)
    await app.ok('revision', '-m', 'first')
    await app.write(
      'diffkit.config.ts',
      config.replace(
        "dialect: 'postgresql',",
        "dialect: 'postgresql', target: { postgresql: '14' },",
      ),
    )
    const script = await app.run('upgrade', '--sql')
    expect(script).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(message) })
  })
})
