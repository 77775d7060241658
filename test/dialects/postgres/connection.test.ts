import { describe, expect, test } from 'vitest'
import { postgres } from '../../../src/dialects/postgres/index.ts'
import { maskUrl } from '../../../src/dialects/shared.ts'
import { isDiffkitError } from '../../../src/errors.ts'
import { creation, execute, introspect, onServers, OPTIONS, printed, schemaOf } from './support.ts'
import { equalSchemas } from '../../../src/schema/equal.ts'

const failure = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
  } catch (error) {
    if (isDiffkitError(error)) return `${error.code} ${error.message}`
    throw error
  }
  return 'done'
}

onServers('a connection', (server) => {
  test('knows its version and looks names up in public first', async () => {
    const connection = await server.database()
    expect(connection.version.major).toBe(server.major)
    const [row] = await connection.query('SHOW search_path')
    expect(row?.['search_path']).toBe('"public", "auth", "$user"')
  })

  test('keeps 64-bit integers whole', async () => {
    const connection = await server.database()
    const rows = await connection.query('SELECT 9007199254740993::bigint AS n')
    expect(rows).toEqual([{ n: '9007199254740993' }])
  })

  test('rolls back when the work rejects', async () => {
    const connection = await server.database()
    const work = connection.transaction(
      async () => {
        await connection.execute('CREATE TABLE users (id integer)')
        throw new Error('stop')
      },
      { mode: 'revision' },
    )
    await expect(work).rejects.toThrow('stop')
    expect((await introspect(connection)).tables).toEqual([])
  })

  test('refuses to commit what a swallowed error has undone', async () => {
    const connection = await server.database()
    const work = connection.transaction(
      () => connection.execute('SELECT no_such_column').catch(() => undefined),
      { mode: 'revision' },
    )
    await expect(work).rejects.toThrow('aborted')
  })

  test('writes nothing in a read transaction', async () => {
    const connection = await server.database()
    const work = connection.transaction(() => connection.execute('CREATE TABLE t ()'), {
      mode: 'read',
    })
    await expect(work).rejects.toThrow('read-only')
  })

  test('waits for the lock, then names who holds it', async () => {
    const first = await server.database()
    const [row] = await first.query('SELECT current_database() AS name, pg_backend_pid() AS pid')
    const second = await postgres.connect(server.url(String(row?.['name'])), OPTIONS)
    const answer = await first.transaction(
      () => failure(second.transaction(async () => undefined, { mode: 'revision' })),
      { mode: 'revision' },
    )
    expect(answer).toMatch(/^DATABASE_LOCKED/)
    expect(answer).toContain(`process ${String(row?.['pid'])} (diffkit)`)
    const later = await failure(second.transaction(async () => undefined, { mode: 'revision' }))
    expect(later).toBe('done')
    await second.close()
  })

  test('names a database that is not there', async () => {
    const answer = await failure(postgres.connect(server.url('no_such_database'), OPTIONS))
    expect(answer).toMatch(/^DATABASE_NOT_FOUND There is no database no_such_database/)
  })

  test('shows no password when the login is refused', async () => {
    const connection = await server.database()
    const url = server.url('postgres').replace('user=postgres', 'user=nobody_here&password=secret')
    await connection.execute('SELECT 1')
    const answer = await failure(postgres.connect(url, OPTIONS))
    expect(answer).toMatch(/^DATABASE_LOGIN_REFUSED/)
    expect(answer).not.toContain('secret')
  })

  test('guards a script', async () => {
    const connection = await server.database()
    const guard = (expected: readonly string[]): Promise<void> =>
      connection.execute(
        postgres.script
          .guard("SELECT n FROM (VALUES ('a'), ('b')) v (n) ORDER BY n", expected, "it's wrong")
          .join('\n'),
      )
    await guard(['a', 'b'])
    await expect(guard(['a'])).rejects.toThrow("it's wrong")
    await expect(guard([])).rejects.toThrow("it's wrong")
  })
})

describe('a connection that cannot be made', () => {
  test('names the server, its password masked', async () => {
    const url = 'postgres://ann:secret@127.0.0.1:1/app'
    const answer = await failure(postgres.connect(url, OPTIONS))
    expect(answer).toMatch(/^DATABASE_UNREACHABLE/)
    expect(answer).toContain('postgres://ann:***@127.0.0.1:1/app')
    expect(answer).not.toContain('secret')
  })

  test('masks a password wherever it stands', () => {
    expect(maskUrl('postgres://a:b@c@host/db')).toBe('postgres://a:***@host/db')
    expect(maskUrl('postgresql:///db?user=a&password=b&x=1')).toBe(
      'postgresql:///db?user=a&password=***&x=1',
    )
    expect(maskUrl('sqlite:./a.db')).toBe('sqlite:./a.db')
  })
})

describe('PGlite', () => {
  test('creates, prints and introspects', async () => {
    const connection = await postgres.connect('pglite:memory', OPTIONS)
    const schema = schemaOf({
      enums: [{ name: 'mood', values: ['sad'] }],
      tables: [
        {
          name: 'users',
          columns: [
            { name: 'id', type: 'serial' },
            { name: 'mood', type: 'mood', default: "'sad'" },
          ],
          constraints: [{ kind: 'check', name: 'c', expression: 'id IN (1, 2)' }],
          indexes: [{ name: 'i', keys: ['id', { expression: 'id + 1' }], where: 'id > 0' }],
        },
      ],
      views: [{ name: 'v', definition: 'select id from users' }],
    })
    await execute(connection, creation(schema))
    expect(equalSchemas(await introspect(connection), await printed(connection, schema))).toBe(true)
    expect(await connection.query('SELECT 1::bigint AS n')).toEqual([{ n: '1' }])
    await connection.close()
  }, 60_000)
})
