import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { fileOf } from '../../../src/dialects/sqlite/session/driver.ts'
import { definitions } from '../../../src/operations/index.ts'
import { ENGINES, connect, introspected, run } from './open.ts'

const folder = mkdtempSync(join(tmpdir(), 'diffkit-sqlite-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('a connection', () => {
  test('takes every form of URL', () => {
    expect(fileOf('sqlite:./users.db')).toBe('./users.db')
    expect(fileOf('file:users.db')).toBe('users.db')
    expect(fileOf('sqlite:/tmp/users.db')).toBe('/tmp/users.db')
    expect(fileOf('sqlite:///tmp/users.db')).toBe('/tmp/users.db')
    expect(fileOf('file:///tmp/my%20users.db')).toBe('/tmp/my users.db')
    expect(fileOf('sqlite::memory:')).toBe(':memory:')
  })

  test('reads an absent file as empty and does not make it', async () => {
    const file = join(folder, 'absent.db')
    const connection = await connect(`sqlite:${file}`, false)
    expect((await introspected(connection)).tables).toEqual([])
    await connection.close()
    expect(existsSync(file)).toBe(false)
  })

  test('enforces foreign keys', async () => {
    const connection = await connect()
    expect(await connection.query('PRAGMA foreign_keys')).toEqual([{ foreign_keys: 1 }])
    await connection.close()
  })

  test('says which file is no database', async () => {
    const file = join(folder, 'text.db')
    writeFileSync(file, 'this is a text that is no database at all, long enough to be a page')
    await expect(connect(`sqlite:${file}`)).rejects.toMatchObject({ code: 'DATABASE_UNREACHABLE' })
  })

  test('waits for the lock of another one, then says so', async () => {
    const url = `sqlite:${join(folder, 'locked.db')}`
    const [one, two] = [await connect(url), await connect(url)]
    await one.transaction(
      async () => {
        const attempt = two.transaction(async () => undefined, { mode: 'revision' })
        await expect(attempt).rejects.toMatchObject({ code: 'DATABASE_LOCKED' })
      },
      { mode: 'revision' },
    )
    await one.close()
    await two.close()
  })

  test.each(Object.entries(ENGINES))(
    'changes no temporary table in place of another: %s',
    async (_, open) => {
      const connection = await open()
      await connection.execute('CREATE TABLE users (id)')
      const before = await introspected(connection)
      const { addColumn, alterColumn, sql } = definitions
      const hide = sql.create('CREATE TEMP TABLE Users (id)')
      for (const change of [
        addColumn.create('users', { name: 'age', type: 'integer' }),
        alterColumn.create('users', 'id', { nullable: false }),
      ]) {
        const refused = { code: 'HIDDEN_TABLE', message: expect.stringContaining('table Users') }
        const inside = run(
          connection,
          [hide, addColumn.create('users', { name: 'n', type: 'text' })],
          before,
        )
        await expect(inside).rejects.toMatchObject(refused)
        await connection.execute(hide.up)
        await expect(run(connection, [change], before)).rejects.toMatchObject(refused)
        expect(await connection.query('SELECT name FROM pragma_table_info(?)', ['users'])).toEqual([
          { name: 'id' },
        ])
        await connection.execute('DROP TABLE temp.users')
      }
      expect(await introspected(connection)).toEqual(before)
      await connection.close()
    },
  )

  test('rolls back and restores the pragma when the work of a rebuild fails', async () => {
    const connection = await connect()
    const failing = connection.transaction(
      async () => {
        await connection.execute('CREATE TABLE users (id)')
        expect(await connection.query('PRAGMA foreign_keys')).toEqual([{ foreign_keys: 0 }])
        throw new Error('no')
      },
      { mode: 'revision', rebuild: true },
    )
    await expect(failing).rejects.toThrow('no')
    expect((await introspected(connection)).tables).toEqual([])
    expect(await connection.query('PRAGMA foreign_keys')).toEqual([{ foreign_keys: 1 }])
    await connection.close()
  })
})
