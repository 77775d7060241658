/** `safety: 'online'`: what `revision` writes, and that others read and write while it runs. */
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import { majors, query, useServer } from '../support/postgres.ts'
import type { TestServer } from '../support/postgres.ts'
import { finish, postgresConfig, project, startIn } from '../support/project.ts'
import type { Project } from '../support/project.ts'
import { catalogOf, copyOf, killedAt, segmented } from '../support/segments.ts'

const IMPORTS = `import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, pgEnum, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
`

const BEFORE = `${IMPORTS}
export const mood = pgEnum('mood', ['sad', 'happy'])
export const teams = pgTable('teams', { id: integer().primaryKey() })
export const users = pgTable('users', {
  id: integer().primaryKey(),
  email: text(),
  age: integer(),
  team: integer(),
  mood: mood(),
}, (t) => [index('users_age_idx').on(t.age)])
`

const AFTER = `${IMPORTS}
export const mood = pgEnum('mood', ['sad', 'ok', 'happy'])
export const teams = pgTable('teams', { id: integer().primaryKey() })
export const tags = pgTable('tags', {
  id: integer().primaryKey(),
  label: text().notNull().unique(),
  user: integer().references(() => users.id),
}, (t) => [index('tags_user_idx').on(t.user), check('tags_label', sql\`length(\${t.label}) > 1\`)])
export const users = pgTable('users', {
  id: integer().primaryKey(),
  email: text().notNull(),
  age: integer(),
  team: integer(),
  mood: mood().default('ok'),
  token: uuid().notNull().defaultRandom(),
}, (t) => [
  index('users_email_idx').on(t.email),
  check('users_age_check', sql\`\${t.age} > 0\`),
  unique('users_team_age').on(t.team, t.age),
  foreignKey({ name: 'users_team_fk', columns: [t.team], foreignColumns: [teams.id] }),
])
`

const online = (url: string, scratch: string): string =>
  postgresConfig(url, scratch).replace('schema:', "safety: 'online',\n  schema:")

const ROWS = 20_000

/** A database with rows, and the revision that goes from one set of models to the other. */
const prepare = async (
  server: TestServer,
): Promise<{ app: Project; url: string; text: string }> => {
  const url = await server.database()
  const app = await project({
    'diffkit.config.ts': online(url, server.scratch()),
    'schema/models.ts': BEFORE,
  })
  await app.ok('revision', '-m', 'first')
  await app.ok('upgrade')
  await query(url, 'INSERT INTO teams SELECT generate_series(1, 10)')
  await query(
    url,
    `INSERT INTO users SELECT i, 'u' || i, i, i % 10 + 1, 'happy' FROM generate_series(1, ${ROWS}) i`,
  )
  await app.write('schema/models.ts', AFTER)
  const written = (await app.ok('revision', '-m', 'second', '--json')).json()
  expect(written.verified).toBe(true)
  expect(written.hazards.filter(({ code }: { code: string }) => code.startsWith('DK4'))).toEqual([])
  return { app, url, text: await app.read(written.path) }
}

const connected = async (url: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  onTestFinished(() => client.end())
  return client
}

/** Reads and writes until told to stop; answers the longest that it had to wait, in milliseconds. */
const busy = async (
  url: string,
  signal: AbortSignal,
): Promise<{ slowest: number; turns: number }> => {
  const client = await connected(url)
  let [slowest, turns] = [0, 0]
  while (!signal.aborted) {
    const begun = performance.now()
    const id = ROWS + ++turns
    await client.query('INSERT INTO users (id, email, age, team) VALUES ($1, $2, $1, 1)', [
      id,
      `u${id}`,
    ])
    await client.query('UPDATE users SET email = email || $2 WHERE id = $1', [turns, '!'])
    await client.query('SELECT count(*) FROM users WHERE id < 100')
    slowest = Math.max(slowest, performance.now() - begun)
    await sleep(5)
  }
  return { slowest, turns }
}

describe.each(process.env['DIFFKIT_ALL'] === '1' ? majors : ([15] as const))(
  'on PostgreSQL %s',
  (major) => {
    const server = useServer(major)

    test('revision writes the forms that block nobody, and none for a table that it makes', async () => {
      const { app, url, text } = await prepare(server)
      const plain = text.replaceAll(/\s+/g, ' ')
      const calls = plain.split(/ (?=op\.)/).filter((call) => call.startsWith('op.'))
      const marked = calls
        .filter((call) => call.includes('online: true'))
        .map((call) => /^op\.(\w+)\( ?'(\w+)'/.exec(call)?.slice(1).join(' '))
      expect(marked.toSorted()).toEqual([
        'addColumn users',
        'addConstraint users',
        'addConstraint users',
        'addConstraint users',
        'alterColumn users',
        'alterEnum mood',
        'createIndex users',
        'createIndex users',
        'dropIndex users',
        'dropIndex users',
      ])
      expect(plain).toContain("op.createTable({ name: 'tags'")
      const sql = (await app.ok('sql')).stdout
      for (const form of [
        'CREATE INDEX CONCURRENTLY "users_email_idx"',
        'DROP INDEX CONCURRENTLY IF EXISTS "users_age_idx"',
        'CREATE UNIQUE INDEX CONCURRENTLY "users_team_age"',
        'UNIQUE USING INDEX "users_team_age"',
        '("team") REFERENCES "teams" ("id") NOT VALID',
        'VALIDATE CONSTRAINT "users_team_fk"',
        'CHECK ("age" > 0) NOT VALID',
        'CHECK ("email" IS NOT NULL) NOT VALID',
        'ALTER COLUMN "email" SET NOT NULL',
        'ADD COLUMN "token" uuid;',
        'ALTER COLUMN "token" SET DEFAULT gen_random_uuid()',
        'ALTER COLUMN "token" SET NOT NULL',
        `ALTER TYPE "mood" ADD VALUE 'ok'`,
      ]) {
        expect(sql).toContain(form)
      }
      const script = (await app.ok('upgrade', '--sql')).stdout
      const transactions = script.split('BEGIN;\n').slice(1)
      expect(transactions.length).toBeGreaterThan(10)
      for (const lines of transactions) {
        expect(lines.slice(0, lines.indexOf('COMMIT;'))).toMatch(
          /^SET LOCAL .*\n?SET LOCAL lock_timeout = 2000;/,
        )
      }
      const before = await catalogOf(url)
      await app.ok('upgrade')
      expect((await app.run('check', '--json')).json().ok).toBe(true)
      const rows = 'SELECT count(*)::int AS rows, count(DISTINCT token)::int AS tokens FROM users'
      expect(await query(url, rows)).toEqual([{ rows: ROWS, tokens: ROWS }])
      await app.ok('downgrade', '-1', '--allow-data-loss')
      expect(await catalogOf(url)).toBe(before)
    }, 120_000)

    test('the rows of tables that inherit are filled, however many there are', async () => {
      const { app, url } = await segmented(server, {
        upgrade: `op.addColumn('users', { name: 'token', type: 'text', nullable: false, default: "'%L' || gen_random_uuid()" }, { online: true })`,
        downgrade: "op.dropColumn('users', 'token')",
      })
      await query(url, 'CREATE TABLE heirs (more text) INHERITS (users)')
      await query(
        url,
        "INSERT INTO heirs (id, more) SELECT i, repeat('x', 200) FROM generate_series(1001, 60000) i",
      )
      await app.ok('upgrade')
      const counts = await query(
        url,
        "SELECT count(*)::int - count(DISTINCT token)::int AS missing FROM users WHERE token LIKE '!%L%' ESCAPE '!'",
      )
      expect(counts).toEqual([{ missing: 0 }])
      await app.ok('downgrade', '-1', '--allow-data-loss')
    }, 60_000)

    test('comments and the mark of CLUSTER come after the build, also where it was cut off', async () => {
      const index =
        "op.createIndex('users', { name: 'mails', keys: ['email'], clustered: true, comment: 'Logins' }, { online: true })"
      const { app, url } = await segmented(server, {
        upgrade: `${index}
  op.addConstraint('users', { kind: 'check', name: 'old', expression: 'age > 0', comment: 'Old' }, { online: true })
  op.createTable({ name: 'notes', columns: [{ name: 'n', type: 'integer' }] })
  op.addConstraint('notes', { kind: 'unique', name: 'apart', columns: ['n'], clustered: true, comment: 'Apart' }, { online: true })
  op.dropIndex('users', 'users_age_idx', { online: true })`,
        downgrade: `op.createIndex('users', { name: 'users_age_idx', keys: ['age'], comment: 'By age' }, { online: true })
  op.dropTable('notes')
  op.dropConstraint('users', 'old')
  op.dropIndex('users', 'mails', { online: true })`,
      })
      const before = await catalogOf(url)
      // Each is cut off once: what follows goes on with it, or takes it back.
      const cut = await killedAt(app, ['upgrade'], 'COMMENT ON INDEX "mails"')
      expect(cut.code).not.toBe(0)
      await app.ok('downgrade', 'first', '--allow-data-loss')
      expect(await catalogOf(url)).toBe(before)
      await killedAt(app, ['upgrade'], 'DROP INDEX CONCURRENTLY IF EXISTS "users_age_idx"')
      const half = await copyOf(server, url)
      await app.ok('downgrade', 'first', '--allow-data-loss', '--url', half)
      expect(await catalogOf(half)).toBe(before)
      await app.ok('upgrade')
      const there = await catalogOf(url)
      expect(there).toMatch(/mails .* t Logins$/m)
      expect(there).toMatch(/apart .* t$/m)
      expect(there).toContain('UNIQUE (n) Apart')
      expect(there).toContain('CHECK ((age > 0)) Old')
      await app.ok('downgrade', 'first', '--allow-data-loss')
      expect(await catalogOf(url)).toBe(before)
    }, 90_000)

    test.runIf(major === 15)(
      'an index comes back whole wherever its drop was cut off',
      async () => {
        const index =
          "{ name: 'mails', keys: ['email'], clustered: true, comment: 'Logins' }, { online: true }"
        const { app, url } = await segmented(server, {
          upgrade: `op.createIndex('users', ${index})`,
          downgrade: "op.dropIndex('users', 'mails', { online: true })",
        })
        await app.ok('upgrade')
        const there = await catalogOf(url)
        // From the first setting that goes to the drop itself.
        for (let at = 12; at < 20; at++) {
          const killed = await killedAt(app, ['downgrade', 'first'], at)
          expect(killed.code, killed.stderr).toBe(-1)
          await app.ok('upgrade')
          expect(await catalogOf(url), `killed at ${at}`).toBe(there)
        }
      },
      90_000,
    )

    test('the check that stands in for NOT NULL gives way to one of that name', async () => {
      const url = await server.database()
      const models = (age: string) => `${IMPORTS}
export const users = pgTable('users', { id: integer().primaryKey(), age: integer()${age} },
  (t) => [check('users_age_is_not_null', sql\`\${t.age} > 0\`)])`
      const app = await project({
        'diffkit.config.ts': online(url, server.scratch()),
        'schema/models.ts': models(''),
      })
      await app.ok('revision', '-m', 'first')
      await app.ok('upgrade')
      const before = await catalogOf(url)
      await app.write('schema/models.ts', models('.notNull()'))
      const written = (await app.ok('revision', '-m', 'second', '--json')).json()
      expect(written.verified).toBe(true)
      await app.ok('upgrade')
      expect(await catalogOf(url)).toBe(before.replace('| age | integer f', '| age | integer t'))
    })

    test('a view is gone within one transaction: what is committed apart stands around it', async () => {
      const url = await server.database()
      const models = ({ users = '', more = '', shown = '', parts = '' }) => `${IMPORTS}
import { pgView } from 'drizzle-orm/pg-core'
export const mood = pgEnum('mood', ['sad', 'happy'${more === '' ? '' : ", 'ok'"}])
export const teams = pgTable('teams', { id: integer().primaryKey(), mood: mood()${more} })
export const users = pgTable('users', { id: integer().primaryKey(), ${users} }, (t) => [${parts}])
export const shown = pgView('shown').as((qb) => qb.select({ id: users.id, ${shown} }).from(users))`
      const app = await project({
        'diffkit.config.ts': online(url, server.scratch()),
        'schema/models.ts': models({
          users: 'age: integer(), team: integer(),',
          shown: 'age: users.age,',
          parts: "index('by_team').on(t.team), unique('one_age').on(t.age)",
        }),
      })
      await app.ok('revision', '-m', 'first')
      await app.ok('upgrade')
      await query(url, 'INSERT INTO users SELECT i, i, 1 FROM generate_series(1, 100) i')
      await query(url, "INSERT INTO teams VALUES (1, 'sad')")
      const before = await catalogOf(url)
      await app.write(
        'schema/models.ts',
        models({
          users:
            'age: text(), team: integer().notNull().references(() => teams.id), token: uuid().notNull().defaultRandom(),',
          more: ".default('ok'), code: uuid().notNull().defaultRandom()",
          shown: 'age: users.age, token: users.token,',
          parts: "index('by_team').on(t.team, t.id), unique('one_team').on(t.team, t.age)",
        }),
      )
      const written = (await app.ok('revision', '-m', 'second', '--json')).json()
      expect(written.verified).toBe(true)
      const script = (await app.ok('upgrade', '--sql', `${written.downRevision}:head`)).stdout
      const gone = script.slice(script.indexOf('DROP VIEW "shown"'), script.indexOf('CREATE VIEW'))
      expect(gone).toContain('ALTER COLUMN "age" TYPE text')
      expect(gone).not.toContain('COMMIT')
      await app.ok('upgrade')
      expect((await app.run('check', '--json')).json().ok).toBe(true)
      await app.ok('downgrade', '-1', '--allow-data-loss')
      expect(await catalogOf(url)).toBe(before)
    }, 60_000)

    test('others read and write while it runs, and locks are waited for in short turns', async () => {
      const { app, url } = await prepare(server)
      const holder = await connected(url)
      await holder.query('BEGIN')
      await holder.query('UPDATE users SET age = age WHERE id = 19999')
      await holder.query('LOCK TABLE teams IN ROW EXCLUSIVE MODE')
      const stop = new AbortController()
      const others = [busy(url, stop.signal)]
      const child = startIn(app.folder, ['upgrade'])
      const finished = finish(child)
      await sleep(6_000)
      await holder.query('COMMIT')
      const ran = await finished
      stop.abort()
      const [seen] = await Promise.all(others)
      expect(ran.code, ran.stderr).toBe(0)
      expect(ran.stderr).toContain('trying again')
      // What waits for a lock gives its place in the queue up after two seconds.
      expect(seen?.slowest).toBeLessThan(4_000)
      expect(seen?.turns).toBeGreaterThan(20)
      const rows =
        'SELECT count(*)::int - count(DISTINCT token)::int AS missing, min(length(token::text)) AS least FROM users'
      expect(await query(url, rows)).toEqual([{ missing: 0, least: 36 }])
      expect((await app.run('check', '--json')).json().ok).toBe(true)
    }, 120_000)
  },
)

test('SQLite has no such choice', async () => {
  const app = await project({
    'diffkit.config.ts':
      "export default { dialect: 'sqlite', schema: './*.ts', url: 'sqlite:./a.db', safety: 'online' }",
  })
  const { error } = (await app.run('current', '--json')).json()
  expect(error).toMatchObject({ code: 'CONFIG_INVALID' })
})
