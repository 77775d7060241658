import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { drizzle } from 'drizzle-orm/libsql'
import { sql } from 'drizzle-orm'
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import { fileOf } from '../../../src/dialects/sqlite/session/driver.ts'
import type { Connection } from '../../../src/dialects/dialect.ts'
import { makerOf } from '../../../src/dialects/temporary-folder.ts'
import { maskUrl } from '../../../src/dialects/shared.ts'
import { definitions } from '../../../src/operations/index.ts'
import { serveLibsql } from '../../support/hrana.ts'
import { connect, introspected, run } from './open.ts'

const folder = mkdtempSync(join(tmpdir(), 'diffkit-libsql-'))
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => vi.unstubAllEnvs())

let files = 0
const newFile = (): string => join(folder, `${++files}.db`)

/** The URL of a new database. */
const PLACES: Readonly<Record<string, () => Promise<string>>> = {
  'a file': async () => `libsql:${newFile()}`,
  'a server': () => serveLibsql({ file: newFile() }),
}

const pragma = async (connection: Connection): Promise<unknown> =>
  (await connection.query('PRAGMA foreign_keys'))[0]?.['foreign_keys']

const PARENT = `
  CREATE TABLE users (id INTEGER PRIMARY KEY, age INT);
  CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INT REFERENCES users ON DELETE CASCADE);
  INSERT INTO users VALUES (1, 36), (2, 5);
  INSERT INTO posts VALUES (1, 1), (2, 2);
`

describe.each(Object.entries(PLACES))('libSQL on %s', (_name, place) => {
  test('says its version, and that foreign keys can be switched and are on', async () => {
    const connection = await connect(await place())
    expect(connection.version.text).toMatch(/^3\.\d+/)
    expect(connection.foreignKeys).toBe('switchable')
    expect(await pragma(connection)).toBe(1)
    await connection.close()
  })

  test('rebuilds a parent and keeps the children that cascade', async () => {
    const connection = await connect(await place())
    await connection.execute(PARENT)
    const before = await introspected(connection)
    await run(
      connection,
      [definitions.alterColumn.create('users', 'age', { nullable: false })],
      before,
    )
    expect(await connection.query('SELECT id FROM posts')).toEqual([{ id: 1 }, { id: 2 }])
    expect(await pragma(connection)).toBe(1)
    await connection.execute('DELETE FROM users WHERE id = 1')
    expect(await connection.query('SELECT id FROM posts')).toEqual([{ id: 2 }])
    await connection.close()
  })

  test('turns foreign keys off for a rebuild alone, and on again after a failure', async () => {
    const connection = await connect(await place())
    const seen: unknown[] = []
    const look = async () => seen.push(await pragma(connection))
    const failing = connection.transaction(
      async () => {
        await look()
        await connection.execute('CREATE TABLE users (id)')
        throw new Error('no')
      },
      { mode: 'revision', rebuild: true },
    )
    await expect(failing).rejects.toThrow('no')
    await look()
    await connection.transaction(look, { mode: 'revision' })
    expect(seen).toEqual([0, 1, 1])
    expect((await introspected(connection)).tables).toEqual([])
    await connection.close()
  })

  test('waits for the lock of another one, then says so', async () => {
    const url = await place()
    const [one, two] = [await connect(url), await connect(url)]
    await one.transaction(
      async () => {
        await one.execute('CREATE TABLE users (id)')
        const attempt = two.transaction(async () => undefined, { mode: 'revision' })
        await expect(attempt).rejects.toMatchObject({ code: 'DATABASE_LOCKED' })
        expect((await introspected(two)).tables).toEqual([])
      },
      { mode: 'revision' },
    )
    expect((await introspected(two)).tables).toHaveLength(1)
    await one.close()
    await two.close()
  })

  test('gives drizzle the transaction that is open', async () => {
    const connection = await connect(await place())
    await connection.execute('CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)')
    expect(connection.drizzleModule).toBe('drizzle-orm/libsql')
    const db = drizzle(connection.driver as never)
    const insert = (id: number) => sql`INSERT INTO users (id, name) VALUES (${id}, 'x')`
    const ids = async () =>
      (await db.all<{ id: number }>('SELECT id FROM users')).map(({ id }) => id)
    const work = async (): Promise<void> => {
      await db.run(insert(1))
      await db.transaction((tx) => tx.run(insert(2)))
      await expect(
        db.transaction(async (tx) => {
          await tx.run(insert(3))
          await tx.transaction((inner) => inner.run(insert(4)))
          throw new Error('not these')
        }),
      ).rejects.toThrow('not these')
      await db.batch([db.run(insert(5)), db.run(insert(6))])
      expect(await ids()).toEqual([1, 2, 5, 6])
    }
    const failing = connection.transaction(
      async () => {
        await work()
        throw new Error('all of it')
      },
      { mode: 'revision' },
    )
    await expect(failing).rejects.toThrow('all of it')
    expect(await ids()).toEqual([])
    await connection.transaction(work, { mode: 'revision' })
    expect(await ids()).toEqual([1, 2, 5, 6])
    await connection.close()
  })

  test('takes and gives values of every type', async () => {
    const connection = await connect(await place())
    const rows = await connection.query(
      'SELECT ? AS a, ? AS b, ? AS c, typeof(?) AS d, quote(?) AS e',
      ['x', 1.5, null, 7, new Uint8Array([0, 255])],
    )
    expect({ ...rows[0] }).toMatchObject({ a: 'x', b: 1.5, c: null, e: "X'00FF'" })
    await expect(connection.query('SELECT ?', [{}])).rejects.toThrow('object')
    await connection.close()
  })
})

describe('a libSQL file', () => {
  test('takes every form of URL', () => {
    expect(fileOf('libsql:./users.db')).toBe('./users.db')
    expect(fileOf('libsql:/tmp/users.db')).toBe('/tmp/users.db')
    expect(fileOf('libsql:///tmp/users.db')).toBe('/tmp/users.db')
    expect(fileOf('libsql::memory:')).toBe(':memory:')
  })

  test('may have a name that is no URL', async () => {
    const file = join(folder, 'my #1 file?x=%20.db')
    const connection = await connect(`libsql:${file}`)
    await connection.execute('CREATE TABLE users (id)')
    await connection.close()
    expect(existsSync(file)).toBe(true)
  })

  test('that is absent reads as empty and is not made; nothing else is left', async () => {
    const file = newFile()
    const left = () => readdirSync(tmpdir()).filter((name) => makerOf(name) === process.pid)
    const before = left()
    const connection = await connect(`libsql:${file}`, false)
    expect((await introspected(connection)).tables).toEqual([])
    expect(left()).toHaveLength(before.length + 1)
    await connection.close()
    expect(existsSync(file)).toBe(false)
    expect(left()).toEqual(before)
  })
})

describe('a libSQL server', () => {
  test('gets the token of the URL or of the environment, which no error shows', async () => {
    const token = 'eyJ.very secret/+'
    const url = await serveLibsql({ file: newFile(), token })
    const given = `${url}&authToken=${encodeURIComponent(token)}`
    await (await connect(given)).close()
    expect(maskUrl(given)).toBe(`${url}&authToken=***`)
    vi.stubEnv('TURSO_AUTH_TOKEN', token)
    await (await connect(url)).close()
    vi.stubEnv('LIBSQL_AUTH_TOKEN', 'another one')
    await expect(connect(url)).rejects.toMatchObject({ code: 'DATABASE_LOGIN_REFUSED' })
    const wrong = await connect(`${url}&authToken=wrong-secret`).catch((error: unknown) => error)
    expect(wrong).toMatchObject({ code: 'DATABASE_LOGIN_REFUSED' })
    expect(JSON.stringify(wrong) + String(wrong)).not.toContain('wrong-secret')
  })

  test('that is not there is unreachable', async () => {
    const attempt = connect('libsql://127.0.0.1:9?tls=0&authToken=secret')
    await expect(attempt).rejects.toMatchObject({
      code: 'DATABASE_UNREACHABLE',
      message: expect.not.stringContaining('secret'),
    })
  })
})
