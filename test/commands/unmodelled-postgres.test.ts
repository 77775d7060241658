/** What diffkit does not describe stands in the way of a drop by its name; and roles that may do little. */
import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { query, useServer } from '../support/postgres.ts'
import { postgresConfig, project } from '../support/project.ts'

const server = useServer(18)

const MODELS = `import { integer, pgEnum, pgSchema, pgTable } from 'drizzle-orm/pg-core'

export const auth = pgSchema('auth')
export const mood = pgEnum('mood', ['sad'])
export const users = pgTable('users', { id: integer('id').primaryKey(), mood: mood('mood') })
export const other = pgTable('other', { id: integer('id').primaryKey() })
`

const FOREIGN = `
  CREATE DOMAIN auth.age AS integer CHECK (VALUE > 0);
  CREATE TYPE pair AS (a mood, b text);
  CREATE TABLE heirs () INHERITS (users);
  CREATE TABLE log (id integer, day date) PARTITION BY RANGE (day);
  CREATE TABLE log_2026 PARTITION OF log FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
  INSERT INTO heirs (id) VALUES (1); INSERT INTO log VALUES (1, '2026-05-05')`

describe('domains, composite types, partitions and heirs', () => {
  const without: readonly (readonly [string, (models: string) => string, string])[] = [
    [
      'a namespace',
      (models) => models.replace("export const auth = pgSchema('auth')\n", ''),
      'type auth.age depends on schema auth',
    ],
    [
      'an enum',
      (models) =>
        models
          .replace("export const mood = pgEnum('mood', ['sad'])\n", '')
          .replace(", mood: mood('mood')", ''),
      'column a of composite type pair depends on type mood',
    ],
    [
      'a table',
      (models) => models.replace(/export const users.*\n/, ''),
      'table heirs depends on table users',
    ],
  ]

  test.each(without)('keep %s that they need', { timeout: 60_000 }, async (_, edit, named) => {
    const url = await server.database()
    const app = await project({
      'diffkit.config.ts': postgresConfig(url, server.scratch()),
      'schema/all.ts': MODELS,
    })
    await app.ok('revision', '-m', 'first')
    await app.ok('upgrade')
    await query(url, FOREIGN)
    const { database } = (await app.run('check', '--database', '--json')).json()
    expect(database.operations).toEqual([])
    expect(
      database.unmodelled.map(
        (item: { kind: string; name: string }) => `${item.kind} ${item.name}`,
      ),
    ).toEqual(
      expect.arrayContaining([
        'domain auth.age',
        'composite type pair',
        'inherited table heirs',
        'partitioned table log',
        'partition log_2026',
      ]),
    )
    await app.write('schema/all.ts', edit(MODELS))
    await app.ok('revision', '-m', 'drop')
    const { code, json } = await app.run('upgrade', '--json')
    expect(code).toBe(2)
    expect(json().error.code).toBe('STATEMENT_FAILED')
    expect(json().error.message).toContain(named)
    expect(await query(url, 'SELECT id FROM heirs UNION ALL SELECT id FROM log')).toHaveLength(2)
    expect((await app.ok('current', '--json')).json().isHead).toBe(false)
  })
})

describe('a table of the models that the database holds as another thing', () => {
  const PARTED = `CREATE TABLE other (id integer PRIMARY KEY) PARTITION BY RANGE (id);
    CREATE TABLE first PARTITION OF other FOR VALUES FROM (1) TO (100); INSERT INTO other VALUES (1)`

  test('is named by every comparison, and stays', { timeout: 60_000 }, async () => {
    const url = await server.database()
    await query(url, PARTED)
    const config = postgresConfig(url, server.scratch())
    const app = await project({ 'diffkit.config.ts': config, 'schema/all.ts': MODELS })
    const refuses = async (...command: readonly string[]): Promise<void> => {
      const { code, json } = await app.run(...command, '--json')
      expect(code).toBe(2)
      const message =
        'table other: what the database holds as a partitioned table is not supported.'
      expect(json().error).toMatchObject({ code: 'UNSUPPORTED', message })
      expect(json().error.hint).toContain('`exclude`')
    }
    await refuses('diff', 'database', 'models')
    await refuses('diff', 'models', 'database')
    await refuses('revision', '-m', 'first', '--against', 'database')
    await refuses('check', '--database')
    await app.ok('revision', '-m', 'first')
    await refuses('check', '--database')
    await app.ok('stamp', 'head')
    await refuses('check', '--database')
    await refuses('stamp', 'head', '--verify')
    await app.ok('stamp', 'base')
    await app.write(
      'diffkit.config.ts',
      config.replace("dialect: 'postgresql',", "dialect: 'postgresql', exclude: ['other'],"),
    )
    expect((await app.ok('diff', 'database', 'models', '--json')).json().operations).not.toEqual([])
    await app.ok('stamp', 'head')
    const { database } = (await app.run('check', '--database', '--json')).json()
    expect(JSON.stringify(database.operations)).toContain('create table users')
    expect(JSON.stringify(database.operations)).not.toContain('other')
    expect(await query(url, 'SELECT id FROM first')).toEqual([{ id: 1 }])
  })
})

const CHECKED = `import { sql } from 'drizzle-orm'
import { check, integer, pgEnum, pgTable, text } from 'drizzle-orm/pg-core'

export const mood = pgEnum('mood', ['sad', 'ok'])
export const users = pgTable(
  'users',
  { id: integer('id').primaryKey(), mood: mood('mood').default('sad'), name: text('name') },
  (t) => [check('moods', sql\`mood in ('sad', 'ok')\`), check('names', sql\`name <> 'x' and length(name) > 1\`)],
)
`

describe('expressions of models that no server has printed', () => {
  const start = async (grants: (role: string) => readonly string[], scratch: string | null) => {
    const url = await server.database()
    const role = `limited_${randomBytes(4).toString('hex')}`
    const config = postgresConfig(url, server.scratch())
    const app = await project({ 'diffkit.config.ts': config, 'schema/all.ts': CHECKED })
    await app.ok('revision', '-m', 'first', '--no-verify')
    await app.ok('upgrade')
    const name = new URL(url).pathname.slice(1)
    await query(
      url,
      [
        `CREATE ROLE ${role} LOGIN`,
        `REVOKE ALL ON DATABASE ${name} FROM PUBLIC`,
        `GRANT CONNECT ON DATABASE ${name} TO ${role}`,
        'REVOKE CREATE ON SCHEMA public FROM PUBLIC',
        `GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${role}`,
        ...grants(role).map((grant) => grant.replace('DATABASE', `DATABASE ${name}`)),
      ].join(';'),
    )
    const login = new URL(url)
    login.searchParams.set('user', role)
    const limited = config
      .replace(url, login.href)
      .replace(server.scratch(), scratch ?? server.scratch())
    await app.write('diffkit.config.ts', limited)
    return app
  }

  test('are judged by a role that may make temporary things and nothing else', async () => {
    const unreachable = 'postgres://localhost:1/none'
    const app = await start((role) => [`GRANT TEMP ON DATABASE TO ${role}`], unreachable)
    expect((await app.ok('check', '--database', '--json')).json()).toMatchObject({
      ok: true,
      undecided: [],
    })
  })

  test('are judged elsewhere where nothing may be written, as on a standby', async () => {
    const app = await start(
      (role) => [`ALTER ROLE ${role} SET default_transaction_read_only = on`],
      null,
    )
    expect((await app.ok('check', '--database', '--json')).json()).toMatchObject({
      ok: true,
      undecided: [],
    })
  })

  test('are undecided, and no difference, where there is neither', async () => {
    const unreachable = 'postgres://localhost:1/none'
    const app = await start(
      (role) => [`ALTER ROLE ${role} SET default_transaction_read_only = on`],
      unreachable,
    )
    const { json } = await app.ok('check', '--database', '--json')
    expect(json().ok).toBe(true)
    expect(json().undecided.map(({ object }: { object: string }) => object)).toEqual(
      expect.arrayContaining(['users.moods', 'users.names']),
    )
  })
})

test('a table that another database holds as a partition is neither dropped nor made', async () => {
  const log = `CREATE TABLE log (id integer PRIMARY KEY) PARTITION BY RANGE (id);
    CREATE TABLE first (id integer PRIMARY KEY);
    CREATE TABLE notes (log_id integer CONSTRAINT notes_log_fk REFERENCES first);
    CREATE VIEW ids AS SELECT id FROM first;`
  const [plain, attached] = [await server.database(), await server.database()]
  await query(plain, log)
  await query(attached, `${log} ALTER TABLE log ATTACH PARTITION first FOR VALUES FROM (0) TO (9)`)
  await query(attached, 'ALTER TABLE notes ADD COLUMN body text')
  const app = await project({ 'diffkit.config.ts': postgresConfig(plain, server.scratch()) })
  for (const [from, to] of [
    [plain, attached],
    [attached, plain],
  ] as const) {
    const { operations, sql, unmodelled } = (await app.ok('diff', from, to, '--json')).json()
    expect(operations).toEqual([
      expect.objectContaining({
        table: 'notes',
        kind: from === plain ? 'addColumn' : 'dropColumn',
      }),
    ])
    expect(sql).toHaveLength(1)
    expect(unmodelled).toContainEqual({ kind: 'table', name: 'first' })
    expect(unmodelled).toContainEqual({ kind: 'partition', name: 'first' })
  }
})
