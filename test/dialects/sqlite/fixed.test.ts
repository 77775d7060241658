import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { d1 } from '../../../src/dialects/sqlite/d1.ts'
import type { Connection } from '../../../src/dialects/dialect.ts'
import { definitions } from '../../../src/operations/index.ts'
import type { Operation } from '../../../src/operations/index.ts'
import { serveLibsql } from '../../support/hrana.ts'
import { connect, introspected, run } from './open.ts'

const { addConstraint, alterColumn, dropConstraint, dropTable } = definitions

const folder = mkdtempSync(join(tmpdir(), 'diffkit-fixed-'))
afterAll(() => rmSync(folder, { recursive: true }))
let files = 0

/** Foreign keys that stay on: said by the configuration, and found out at a server. */
const ENGINES: Readonly<Record<string, () => Promise<Connection>>> = {
  D1: () => connect('sqlite::memory:', true, d1),
  'a server': async () =>
    connect(await serveLibsql({ file: join(folder, `${++files}.db`), foreignKeysStayOn: true })),
}

const SETUP = (action: string): string => `
  CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT COLLATE NOCASE UNIQUE, age INT);
  CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INT DEFAULT 1 REFERENCES users (id) ${action});
  INSERT INTO users (id, email, age) VALUES (1, 'A@x', 36), (7, 'b@x', NULL), (9, 'c', 3);
  DELETE FROM users WHERE id = 9;
  INSERT INTO posts VALUES (1, 1), (2, 7), (3, NULL);
`

const CATALOG = 'SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name'

const everything = async (connection: Connection): Promise<unknown> => {
  const tables = await connection.query(
    "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name",
  )
  const rows: unknown[] = [await connection.query(CATALOG)]
  for (const { name } of tables)
    rows.push([name, await connection.query(`SELECT * FROM "${name}"`)])
  return rows
}

const change = async (connection: Connection, ...operations: readonly Operation[]) =>
  run(connection, operations, await introspected(connection))

const ageIsReal = alterColumn.create('users', 'age', { type: 'real' })

describe.each(Object.entries(ENGINES))('on %s, where foreign keys stay on,', (_name, open) => {
  test.each(['', 'ON DELETE NO ACTION', 'ON DELETE RESTRICT', 'ON UPDATE CASCADE'])(
    'a parent of %j is rebuilt and nothing is lost',
    async (action) => {
      const connection = await open()
      expect(connection.foreignKeys).toBe('fixed')
      await connection.execute(SETUP(action))
      const rows = await connection.query('SELECT * FROM users')
      await change(connection, ageIsReal)
      expect((await introspected(connection)).tables[1]?.columns[2]?.type).toBe('real')
      expect(await connection.query('SELECT * FROM users')).toEqual(rows)
      expect(await connection.query('SELECT id, author_id AS author FROM posts')).toEqual([
        { id: 1, author: 1 },
        { id: 2, author: 7 },
        { id: 3, author: null },
      ])
      expect(await connection.query('SELECT name, seq FROM sqlite_sequence')).toEqual([
        { name: 'users', seq: 9 },
      ])
      expect(await connection.query('PRAGMA foreign_keys')).toEqual([{ foreign_keys: 1 }])
      await expect(connection.execute('INSERT INTO posts VALUES (4, 5)')).rejects.toThrow(
        'FOREIGN KEY',
      )
      await connection.close()
    },
  )

  test.each(['CASCADE', 'SET NULL', 'SET DEFAULT'])(
    'a parent of ON DELETE %s is refused and nothing changes',
    async (action) => {
      const connection = await open()
      await connection.execute(SETUP(`ON DELETE ${action}`))
      const before = await everything(connection)
      await expect(change(connection, ageIsReal)).rejects.toMatchObject({
        code: 'FOREIGN_KEY_ACTS',
        data: { table: 'users', child: 'posts', columns: ['author_id'] },
        message: expect.stringContaining(`ON DELETE ${action}`),
      })
      await expect(change(connection, dropTable.create('users'))).rejects.toThrow()
      expect(await everything(connection)).toEqual(before)
      await connection.close()
    },
  )

  test('the child itself is rebuilt whatever its key does', async () => {
    const connection = await open()
    await connection.execute(SETUP('ON DELETE CASCADE'))
    await change(connection, alterColumn.create('posts', 'author_id', { default: '7' }))
    expect(await connection.query('SELECT * FROM posts')).toHaveLength(3)
    expect(await connection.query('SELECT * FROM users')).toHaveLength(2)
    await connection.close()
  })

  test('a migration takes the action away, rebuilds, and gives it back', async () => {
    const connection = await open()
    await connection.execute(SETUP('ON DELETE CASCADE'))
    const key = 'posts_author_id_users_id_fk'
    const reference = (onDelete: 'cascade' | 'no action') =>
      addConstraint.create('posts', {
        kind: 'foreignKey',
        name: key,
        columns: ['author_id'],
        references: { table: 'users', columns: ['id'] },
        onDelete,
      })
    await change(
      connection,
      dropConstraint.create('posts', key),
      reference('no action'),
      ageIsReal,
      dropConstraint.create('posts', key),
      reference('cascade'),
    )
    expect(await connection.query('SELECT author_id FROM posts')).toHaveLength(3)
    await connection.execute('DELETE FROM users WHERE id = 7')
    expect(await connection.query('SELECT id FROM posts')).toEqual([{ id: 1 }, { id: 3 }])
    await connection.close()
  })

  test.each(['CASCADE', 'SET NULL', 'RESTRICT', 'NO ACTION'])(
    'a table that refers to itself with ON DELETE %s keeps its rows, children before parents',
    async (action) => {
      const connection = await open()
      await connection.execute(`
        CREATE TABLE comments (id INTEGER PRIMARY KEY, up INT REFERENCES comments ON DELETE ${action}, n INT);
        INSERT INTO comments VALUES (9, NULL, 0), (8, 9, 1), (2, 8, 2), (1, 2, 3), (5, 5, 4);`)
      const rows = await connection.query('SELECT * FROM comments')
      await change(connection, alterColumn.create('comments', 'n', { nullable: false }))
      expect(await connection.query('SELECT * FROM comments')).toEqual(rows)
      await connection.close()
    },
  )

  test('rowids, values of odd types, indexes, triggers and views survive', async () => {
    const connection = await open()
    await connection.execute(`
      CREATE TABLE tags (name TEXT COLLATE NOCASE, n, twice AS (n * 2), CHECK (n <> 'no')); -- plain
      CREATE INDEX tags_part ON tags (name DESC) WHERE n > 0;
      CREATE TABLE log (what);
      CREATE VIEW big AS SELECT name FROM tags WHERE n > 1;
      CREATE VIEW bigger AS SELECT name FROM big;
      CREATE TRIGGER tags_log AFTER INSERT ON tags BEGIN INSERT INTO log VALUES (new.name); END;
      CREATE TRIGGER log_tags AFTER INSERT ON log BEGIN SELECT count(*) FROM tags; END;
      INSERT INTO tags (rowid, name, n) VALUES (5, 'a', 1.0), (2, 'b', '1.0'), (3, x'00ff', x'01'), (4, NULL, 9007199254740992);
      DELETE FROM log;`)
    const query = 'SELECT rowid AS r, quote(name) AS a, typeof(n) AS t, quote(n) AS n FROM tags'
    const rows = await connection.query(query)
    const catalog = await connection.query(CATALOG)
    await change(connection, alterColumn.create('tags', 'name', { default: "'x'" }))
    expect(await connection.query(query)).toEqual(rows)
    const after = await connection.query(CATALOG)
    expect(after.filter(({ name }) => name !== 'tags')).toEqual(
      catalog.filter(({ name }) => name !== 'tags'),
    )
    await connection.execute('INSERT INTO tags (n) VALUES (7)')
    expect(await connection.query('SELECT what FROM log')).toEqual([{ what: 'x' }])
    expect(await connection.query('SELECT * FROM bigger')).toHaveLength(4)
    await connection.close()
  })

  test('a parent and its child are dropped together, a parent alone is not', async () => {
    const connection = await open()
    await connection.execute(SETUP('ON DELETE CASCADE'))
    const drops = [dropTable.create('users'), dropTable.create('posts')]
    const before = await introspected(connection)
    const key = dropConstraint.create('posts', 'posts_author_id_users_id_fk')
    await run(connection, [key, ...drops], before)
    expect((await introspected(connection)).tables).toEqual([])
    await connection.close()
  })

  test('a new foreign key over rows without a parent is refused by name', async () => {
    const connection = await open()
    await connection.execute(
      `${SETUP('')} CREATE TABLE likes (user_id INT); INSERT INTO likes VALUES (1), (2);`,
    )
    const before = await everything(connection)
    const likes = addConstraint.create('likes', {
      kind: 'foreignKey',
      name: 'likes_user',
      columns: ['user_id'],
      references: { table: 'users', columns: ['id'] },
    })
    await expect(change(connection, likes)).rejects.toMatchObject({
      code: 'ROWS_IN_THE_WAY',
      data: { table: 'likes', rows: 1 },
    })
    expect(await everything(connection)).toEqual(before)
    await connection.close()
  })
})

test('rows that broke a foreign key before are named, where the engine refuses them', async () => {
  const connection = await connect('sqlite::memory:', true, d1)
  await connection.execute(
    `PRAGMA foreign_keys = OFF; ${SETUP('')} INSERT INTO posts VALUES (4, 99); PRAGMA foreign_keys = ON`,
  )
  const before = await everything(connection)
  const posts = alterColumn.create('posts', 'author_id', { default: '7' })
  await expect(change(connection, posts)).rejects.toMatchObject({
    code: 'FOREIGN_KEY_VIOLATED',
    data: { table: 'posts', parent: 'users', rows: 1 },
  })
  expect(await everything(connection)).toEqual(before)
  await connection.close()
})
