/** What a failure leaves: {SQLite, PostgreSQL} × {a transaction per revision, none} × {online, as a script}. */
import { spawnSync } from 'node:child_process'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { migration } from '../support/branches.ts'
import { query, useServer } from '../support/postgres.ts'
import { postgresConfig, project, sqliteConfig } from '../support/project.ts'
import type { Project } from '../support/project.ts'
import { runScript } from '../support/shell.ts'

type Mode = 'revision' | 'none'
type Way = 'online' | 'script'

const makes = (name: string): string =>
  `op.createTable({ name: '${name}', columns: [{ name: 'id', type: 'integer' }] })`

/** Three revisions, the second of which does two things; `second` is the later of them. */
const history = (mode: Mode, second: string): Readonly<Record<string, string>> => {
  const header = `export const transaction = '${mode}'`
  const one = { upgrade: makes('one'), downgrade: "op.dropTable('one')" }
  const two = { upgrade: `${makes('two')}\n  ${second}`, downgrade: "op.dropTable('two')", header }
  const three = { upgrade: makes('three'), downgrade: "op.dropTable('three')" }
  return {
    'migrations/1.ts': migration('first', null, one),
    'migrations/2.ts': migration('second', 'first', two),
    'migrations/3.ts': migration('third', 'second', three),
  }
}

/** It fails where the table is there already, and nowhere before. */
const FAILS = "op.sql('create table clash (id integer)')"
const CLASH = 'CREATE TABLE clash (id integer)'
const INDEX = "op.createIndex('two', { name: 'two_id', keys: ['id'] })"

interface Place {
  readonly name: string
  /** A project with that history, and an empty database. */
  open(files: Readonly<Record<string, string>>): Promise<{ app: Project; url: string }>
  /** The URL of another empty database. */
  another(app: Project): Promise<string>
  /** Whether the script failed. */
  runScript(url: string, script: string): boolean
  rows(url: string, sql: string): Promise<readonly unknown[]>
  /** Makes the table that is in the way. */
  create(url: string): Promise<unknown>
  /** What the database looks like, told by another program than diffkit. */
  schema(url: string): Promise<unknown>
}

const fileOf = (url: string): string => url.slice('sqlite:'.length)

const sqlite: Place = {
  name: 'SQLite',
  open: async (files) => {
    const app = await project({ 'diffkit.config.ts': sqliteConfig, ...files })
    return { app, url: `sqlite:${app.path('app.db')}` }
  },
  another: async (app) => `sqlite:${app.path('other.db')}`,
  runScript: (url, script) => runScript(fileOf(url), script).failed,
  rows: async (url, sql) => {
    const database = new Database(fileOf(url))
    const found = database.prepare(sql).all()
    database.close()
    return found
  },
  create: async (url) => {
    const database = new Database(fileOf(url))
    database.exec(CLASH)
    database.close()
  },
  schema: (url) =>
    sqlite.rows(url, 'SELECT type, name, sql FROM sqlite_schema ORDER BY type, name'),
}

const tables = async (place: Place, url: string): Promise<readonly string[]> => {
  const found = JSON.stringify(await place.schema(url))
  return ['one', 'two', 'three'].filter((name) =>
    new RegExp(`TABLE [^ ]*\\b${name}\\b`).test(found),
  )
}

/** The same history brought to the head, or to where it fails. */
const upgrade = async (
  place: Place,
  way: Way,
  { app, url }: { readonly app: Project; readonly url: string },
): Promise<boolean> => {
  if (way === 'online') {
    return (await app.run('upgrade', '--allow-existing', '--url', url)).code !== 0
  }
  return place.runScript(url, (await app.ok('upgrade', '--sql')).stdout)
}

const LOG = 'SELECT revision, direction, checksum, downgrade FROM diffkit_log ORDER BY id'
const VERSIONS = 'SELECT revision FROM diffkit_version'

const testPlace = (place: Place): void => {
  describe.each<Mode>(['revision', 'none'])(`on ${place.name}, transaction: %s`, (mode) => {
    test.each<Way>(['online', 'script'])(
      'a failure in the second of three leaves the first, %s',
      async (way) => {
        const at = await place.open(history(mode, FAILS))
        await place.create(at.url)
        expect(await upgrade(place, way, at)).toBe(true)
        expect(await place.rows(at.url, VERSIONS)).toEqual([{ revision: 'first' }])
        // Without a transaction what has run stays, and the log says that it is not all.
        expect(await tables(place, at.url)).toEqual(mode === 'none' ? ['one', 'two'] : ['one'])
        const { partial } = (await at.app.ok('current', '--json', '--url', at.url)).json()
        expect(partial?.revision ?? null).toBe(mode === 'none' ? 'second' : null)
        const log = await place.rows(at.url, 'SELECT revision FROM diffkit_log ORDER BY id')
        const left = mode === 'none' ? [{ revision: 'second' }] : []
        expect(log).toEqual([{ revision: 'first' }, ...left])
      },
    )

    test('a script gives what the run gives', async () => {
      const online = await place.open(history(mode, INDEX))
      const script = { ...online, url: await place.another(online.app) }
      expect(await upgrade(place, 'online', online)).toBe(false)
      expect(await upgrade(place, 'script', script)).toBe(false)
      expect(await tables(place, script.url)).toEqual(['one', 'two', 'three'])
      for (const sql of [VERSIONS, LOG]) {
        expect(await place.rows(script.url, sql)).toEqual(await place.rows(online.url, sql))
      }
      expect(await place.schema(script.url)).toEqual(await place.schema(online.url))
    })
  })
}

testPlace(sqlite)

describe('on a server', () => {
  const server = useServer(18)
  const program = (command: string, args: readonly string[], input = '') =>
    spawnSync(command, args, { input, encoding: 'utf8' })

  testPlace({
    name: 'PostgreSQL',
    open: async (files) => {
      const url = await server.database()
      const config = postgresConfig(url, server.scratch())
      return { app: await project({ 'diffkit.config.ts': config, ...files }), url }
    },
    another: () => server.database(),
    runScript: (url, script) => program('psql', ['-q', '-X', '-d', url], script).status !== 0,
    rows: query,
    create: (url) => query(url, CLASH),
    schema: async (url) => {
      const { status, stdout, stderr } = program('pg_dump', ['-s', '-d', url])
      if (status === 0) return stdout.replaceAll(/^\\(un)?restrict .*$/gm, '')
      // A dump program that is older than the server says so: the catalog is asked instead.
      if (!stderr.includes('server version')) throw new Error(stderr)
      return Promise.all([
        query(
          url,
          "SELECT 'CREATE TABLE ' || table_name AS t, column_name, data_type, is_nullable FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2",
        ),
        query(url, "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"),
      ])
    },
  })
})
