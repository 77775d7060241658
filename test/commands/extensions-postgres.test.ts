/** Extensions that models need, on real servers that have them and that lack them. */
import { describe, expect, test } from 'vitest'
import { majorsInTurn, query, useServer } from '../support/postgres.ts'
import type { TestServer } from '../support/postgres.ts'
import { postgresConfig, project } from '../support/project.ts'

const MODELS = `import { sql } from 'drizzle-orm'
import { customType, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'

const citext = customType<{ data: string }>({ dataType: () => 'citext' })

export const users = pgTable(
  'users',
  {
    id: uuid('id').primaryKey().default(sql\`uuid_generate_v4()\`),
    email: citext('email').notNull(),
    name: text('name'),
    age: integer('age'),
  },
  (t) => [
    index('users_name').using('gin', t.name.op('gin_trgm_ops')),
    index('users_age').using('gist', t.age),
  ],
)
`
const NEEDED = ['btree_gist', 'citext', 'pg_trgm', 'uuid-ossp']

const VECTOR = `import { pgTable, serial, vector } from 'drizzle-orm/pg-core'

export const documents = pgTable('documents', { id: serial('id').primaryKey(), embedding: vector('embedding', { dimensions: 3 }) })
`

const extensions = async (url: string): Promise<readonly unknown[]> => {
  const rows = await query(
    url,
    `SELECT extname FROM pg_extension WHERE extname <> 'plpgsql' ORDER BY 1`,
  )
  return rows.map((row) => row['extname'])
}

const starter = (server: TestServer) => async (models: string) => {
  const url = await server.database()
  const app = await project({
    'diffkit.config.ts': postgresConfig(url, server.scratch()),
    'schema/all.ts': models,
  })
  return { app, url }
}

describe.each(majorsInTurn)('PostgreSQL %i', (major) => {
  const start = starter(useServer(major))

  test('what models need is made, proven, and goes with the way back', async () => {
    const { app, url } = await start(MODELS)
    const made = (await app.ok('revision', '-m', 'first', '--require-verified', '--json')).json()
    expect(made.operations.map(({ description }: { description: string }) => description)).toEqual([
      'create extension citext',
      'create extension pg_trgm',
      'create extension btree_gist',
      'create extension uuid-ossp',
      'create table users',
    ])
    await app.ok('upgrade')
    expect(await extensions(url)).toEqual(NEEDED)
    await query(url, `INSERT INTO users (email, name) VALUES ('A@b.c', 'Ann')`)
    expect(await query(url, `SELECT name FROM users WHERE email = 'a@B.c'`)).toEqual([
      { name: 'Ann' },
    ])
    expect((await app.ok('check', '--strict', '--json')).json()).toMatchObject({
      ok: true,
      database: { operations: [], unmodelled: [] },
    })
    await app.ok('downgrade', 'base', '--allow-data-loss')
    expect(await extensions(url)).toEqual([])
  })

  test('a server that lacks one says who needs it', async () => {
    const { app, url } = await start(VECTOR)
    expect((await app.ok('revision', '-m', 'first', '--json')).json()).toMatchObject({
      verified: false,
      reason: 'EXTENSION_MISSING',
    })
    const { code, json } = await app.run('upgrade', '--json')
    expect(code).toBe(2)
    expect(json().error).toMatchObject({ code: 'EXTENSION_UNAVAILABLE' })
    expect(json().error.message).toContain(
      'The extension vector, needed by documents.embedding (vector(3)), cannot be created',
    )
    expect(await query(url, `SELECT FROM pg_class WHERE relname = 'documents'`)).toEqual([])
  })
})

describe('what is there already', () => {
  const start = starter(useServer(18))

  test('one that is there already is as good, and one that nothing needs any more stays', async () => {
    const { app, url } = await start(MODELS)
    await query(url, 'CREATE EXTENSION citext')
    await app.ok('revision', '-m', 'first')
    await app.ok('upgrade')
    await app.write('schema/all.ts', MODELS.replace("    email: citext('email').notNull(),\n", ''))
    const dropped = (await app.ok('revision', '-m', 'drop', '--require-verified', '--json')).json()
    expect(dropped.operations).toEqual([
      { kind: 'dropColumn', description: 'drop column users.email' },
    ])
    await app.ok('upgrade')
    expect(await extensions(url)).toEqual(NEEDED)
    expect((await app.ok('check', '--json')).json().ok).toBe(true)
  })

  test('what the history presupposes is not created, and is there for the proof', async () => {
    const { app, url } = await start(MODELS)
    await query(url, NEEDED.map((name) => `CREATE EXTENSION "${name}"`).join(';'))
    await app.ok('revision', '-m', 'first')
    const [file = ''] = await app.files('migrations')
    const text = await app.read(`migrations/${file}`)
    await app.write(
      `migrations/${file}`,
      text.replaceAll(/ {2}op\.(?:create|drop)Extension.*\n/g, ''),
    )
    await app.ok('snapshot', '--no-verify')
    await app.write(
      'schema/all.ts',
      MODELS.replace("age: integer('age')", "age: integer('age').notNull()"),
    )
    const next = (await app.ok('revision', '-m', 'next', '--require-verified', '--json')).json()
    expect(next.operations.map(({ kind }: { kind: string }) => kind)).toEqual(['alterColumn'])
    await app.ok('upgrade')
    await app.ok('downgrade', 'base', '--allow-data-loss')
    expect(await extensions(url)).toEqual(NEEDED)
  })

  test('one that stands in a namespace of its own is named with it, stays there and moves', async () => {
    const { app, url } = await start(MODELS)
    await app.ok('revision', '-m', 'first')
    const [first = ''] = await app.files('migrations')
    const text = (await app.read(`migrations/${first}`))
      .replace("op.createExtension('citext')", "op.createNamespace('extensions')\n  $&")
      .replaceAll(
        /op\.createExtension\('(.+)'\)/g,
        "op.createExtension('$1', { namespace: 'extensions' })",
      )
      .replace(/(op\.dropExtension\('citext'\).*)/, "$1\n  op.dropNamespace('extensions')")
    await app.write(`migrations/${first}`, text)
    expect((await app.ok('snapshot', '--json')).json()).toMatchObject({ verified: true })
    const { stdout } = await app.ok('sql', 'head')
    for (const name of ['citext', 'gin_trgm_ops', 'uuid_generate_v4()']) {
      expect(stdout).toContain(`extensions.${name}`)
    }
    await app.ok('upgrade')
    const none = { models: { operations: [] }, database: { operations: [] } }
    expect((await app.ok('check', '--json')).json()).toMatchObject({ ok: true, ...none })
    await app.write(
      'schema/all.ts',
      MODELS.replace(
        "citext('email')",
        "customType<{ data: string }>({ dataType: () => 'extensions.citext' })('email')",
      ),
    )
    expect((await app.ok('check', '--models', '--json')).json().ok).toBe(true)

    await query(url, 'CREATE SCHEMA elsewhere; ALTER EXTENSION citext SET SCHEMA elsewhere')
    const drift = await app.run('check', '--database', '--json')
    expect(drift.code).toBe(1)
    expect(drift.json().database.operations).toEqual([
      { kind: 'alterExtension', description: 'alter extension citext: namespace extensions' },
    ])
    await app.ok('downgrade', 'base', '--allow-data-loss')
    expect(await extensions(url)).toEqual([])
  })

  test('one that cannot be moved is made anew with its comment, where nothing uses it', async () => {
    const { app, url: from } = await start('')
    const { url: to } = await start('')
    for (const [url, name] of [[from, 'one'] as const, [to, 'two'] as const]) {
      await query(url, `CREATE SCHEMA one; CREATE SCHEMA two; CREATE EXTENSION xml2 SCHEMA ${name}`)
    }
    await query(from, `COMMENT ON EXTENSION xml2 IS 'our own %s'`)
    const { sql } = (await app.ok('diff', from, to, '--json')).json()
    const place = `SELECT extnamespace::regnamespace::text AS namespace, obj_description(oid, 'pg_extension') AS comment
      FROM pg_extension WHERE extname = 'xml2'`

    await query(from, 'CREATE VIEW valid AS SELECT one.xml_valid($$<a/>$$)')
    await expect(query(from, sql.join(';'))).rejects.toThrow('other objects depend on it')
    await query(from, 'DROP VIEW valid')
    expect(await query(from, place)).toEqual([{ namespace: 'one', comment: 'our own %s' }])

    await query(from, sql.join(';'))
    expect(await query(from, place)).toEqual([{ namespace: 'two', comment: 'our own %s' }])
    expect((await app.ok('diff', from, to, '--json')).json().equal).toBe(true)
  })

  test('one that nobody placed may stand anywhere', async () => {
    const { app, url } = await start(
      MODELS.replace('sql`uuid_generate_v4()`', 'sql`gen_random_uuid()`'),
    )
    const path = `ALTER DATABASE "${new URL(url).pathname.slice(1)}" SET search_path = public, extensions`
    await query(url, `CREATE SCHEMA extensions; CREATE EXTENSION citext SCHEMA extensions; ${path}`)
    await app.ok('revision', '-m', 'first')
    await app.ok('upgrade')
    expect((await app.ok('check', '--json')).json().ok).toBe(true)
  })
})

describe('what scratchSetup makes', () => {
  const server = useServer(18)

  test('is neither made again by a proof nor missed', async () => {
    const url = await server.database()
    const app = await project({
      'diffkit.config.ts': postgresConfig(url, server.scratch()).replace(
        'scratch:',
        `scratchSetup: ['./setup.sql'], scratch:`,
      ),
      'setup.sql': `CREATE EXTENSION pg_trgm; CREATE SCHEMA auth;
        CREATE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql STABLE AS 'SELECT NULL::uuid';`,
      'schema/all.ts': `import { sql } from 'drizzle-orm'
import { index, pgSchema, text, uuid } from 'drizzle-orm/pg-core'

export const auth = pgSchema('auth')
export const users = auth.table('users', { id: uuid('id').default(sql\`auth.uid()\`), name: text('name') },
  (t) => [index('users_name').using('gin', t.name.op('gin_trgm_ops'))])
`,
    })
    const first = (await app.ok('revision', '-m', 'first', '--require-verified', '--json')).json()
    const kinds = first.operations.map(({ kind }: { kind: string }) => kind)
    expect(kinds).toEqual(['createExtension', 'createNamespace', 'createTable'])
    await app.write(
      'schema/all.ts',
      (await app.read('schema/all.ts')).replace("text('name')", "text('name').notNull()"),
    )
    await app.ok('revision', '-m', 'second', '--require-verified')
    await app.ok('squash', 'base:head', '-m', 'both')
    expect((await app.ok('check', '--offline', '--json')).json().ok).toBe(true)
  })
})
