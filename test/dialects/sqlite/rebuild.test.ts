import { describe, expect, test } from 'vitest'
import { readGround } from '../../../src/dialects/sqlite/catalog/introspect.ts'
import type { Connection } from '../../../src/dialects/dialect.ts'
import { definitions } from '../../../src/operations/index.ts'
import type { Operation } from '../../../src/operations/index.ts'
import { connect, introspected, run } from './open.ts'

const { addColumn, addConstraint, alterColumn, createIndex, dropColumn, dropConstraint } =
  definitions

const USERS = `CREATE TABLE users (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- the id
  email TEXT COLLATE NOCASE NOT NULL ON CONFLICT IGNORE /* unique below */,
  [full name] varchar(10) DEFAULT 'x', -- odd
  age INT CHECK (users.age > 0),
  boss_id INT REFERENCES users ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
  lower_email TEXT AS (lower(email)) STORED,
  UNIQUE (email, age) ON CONFLICT REPLACE,
  CONSTRAINT old CHECK (age < 200) -- last
)`

const SETUP = `
  ${USERS};
  CREATE INDEX users_part ON users (age DESC, "full name" COLLATE NOCASE) WHERE age > 1;
  CREATE INDEX users_expr ON users (lower(email) /* kept */);
  CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INT REFERENCES users (id) ON DELETE CASCADE);
  CREATE TABLE tags (name TEXT, n INT);
  CREATE TABLE log (what TEXT);
  CREATE VIEW adults AS SELECT id, email FROM users WHERE age >= 18;
  CREATE VIEW adult_emails AS SELECT email FROM adults;
  CREATE TRIGGER users_log AFTER UPDATE OF age ON users BEGIN INSERT INTO log VALUES (new.email); END;
  CREATE TRIGGER posts_log AFTER INSERT ON posts BEGIN
    INSERT INTO log SELECT email FROM users WHERE id = new.author_id; END;
  CREATE TRIGGER adults_insert INSTEAD OF INSERT ON adults BEGIN
    INSERT INTO users (email, age) VALUES (new.email, 18); END;
  INSERT INTO users (id, email, age, boss_id) VALUES (1, 'A@x', 36, NULL), (7, 'b@x', 5, 1), (9, 'c', 1, 1);
  DELETE FROM users WHERE id = 9;
  INSERT INTO posts VALUES (1, 1), (2, 7), (3, 7);
  INSERT INTO tags (rowid, name, n) VALUES (5, 'a', 1), (2, 'b', 2);
  DELETE FROM log;
`

const stored = async (connection: Connection) =>
  new Map((await readGround(connection)).map(({ type, name, sql }) => [`${type} ${name}`, sql]))

const setUp = async (): Promise<Connection> => {
  const connection = await connect()
  await connection.execute(SETUP)
  return connection
}

const change = async (connection: Connection, ...operations: readonly Operation[]) =>
  run(connection, operations, await introspected(connection))

const fromParenthesis = (sql: string | null | undefined): string =>
  (sql ?? '').replace(/^[^(]*/, '')

describe('a rebuild', () => {
  test.each(['x', 'x ', 'x NOT NULL', 'x /* c */ DEFAULT 1', 'x -- c\n'])(
    'gives a column its type and takes it back: %j',
    async (column) => {
      const connection = await connect()
      await connection.execute(`CREATE TABLE t (id INTEGER PRIMARY KEY, ${column}, y)`)
      const texts: unknown[] = []
      for (const type of ['text', '', 'text', '']) {
        await change(connection, alterColumn.create('t', 'x', { type }))
        texts.push(fromParenthesis((await stored(connection)).get('table t')))
      }
      expect(texts[1]).toBe(`(id INTEGER PRIMARY KEY, ${column}, y)`)
      expect(texts[0]).toMatch(/x text/)
      expect(texts.slice(2)).toEqual(texts.slice(0, 2))
    },
  )

  test('keeps rows, children, rowids and the counter', async () => {
    const connection = await setUp()
    const rows = await connection.query('SELECT * FROM users ORDER BY id')
    await change(
      connection,
      alterColumn.create('users', 'age', { type: 'real' }),
      alterColumn.create('tags', 'n', { nullable: false }),
    )
    expect(await connection.query('SELECT * FROM users ORDER BY id')).toEqual(rows)
    expect(await connection.query('SELECT * FROM posts')).toHaveLength(3)
    expect(await connection.query('SELECT rowid AS r, name FROM tags ORDER BY name')).toEqual([
      { r: 5, name: 'a' },
      { r: 2, name: 'b' },
    ])
    expect(await connection.query("SELECT seq FROM sqlite_sequence WHERE name = 'users'")).toEqual([
      { seq: 9 },
    ])
    expect(await connection.query('PRAGMA foreign_keys')).toEqual([{ foreign_keys: 1 }])
    await connection.close()
  })

  test('keeps the counter of an empty table', async () => {
    const connection = await setUp()
    await connection.execute('DELETE FROM users')
    await change(connection, alterColumn.create('users', 'age', { type: 'real' }))
    await connection.execute("INSERT INTO users (email, age) VALUES ('d', 1)")
    expect(await connection.query('SELECT id FROM users')).toEqual([{ id: 10 }])
    await connection.close()
  })

  test('changes only the text of what is changed', async () => {
    const connection = await setUp()
    const before = await stored(connection)
    await change(connection, alterColumn.create('users', 'full name', { default: "'y'" }))
    const after = await stored(connection)
    const expected = fromParenthesis(USERS).replace(
      "[full name] varchar(10) DEFAULT 'x'",
      "[full name] varchar(10) DEFAULT 'y'",
    )
    expect(fromParenthesis(after.get('table users'))).toBe(expected)
    for (const [name, sql] of before) {
      if (name !== 'table users') expect([name, after.get(name)]).toEqual([name, sql])
    }
    expect([...after.keys()].toSorted()).toEqual([...before.keys()].toSorted())
    await connection.close()
  })

  test('leaves triggers, views and views over views at work', async () => {
    const connection = await setUp()
    await change(connection, alterColumn.create('users', 'age', { type: 'real' }))
    await connection.execute("INSERT INTO adults (email) VALUES ('new@x')")
    await connection.execute("UPDATE users SET age = 40 WHERE email = 'a@X'")
    await connection.execute('INSERT INTO posts VALUES (9, 7)')
    expect(await connection.query('SELECT what FROM log')).toEqual([
      { what: 'A@x' },
      { what: 'b@x' },
    ])
    expect(await connection.query('SELECT * FROM adult_emails')).toHaveLength(2)
    await connection.close()
  })

  test('edits columns and constraints and keeps the comments of the others', async () => {
    const connection = await setUp()
    const check = 'users_check_1'
    await change(
      connection,
      dropConstraint.create('users', 'old'),
      dropConstraint.create('users', check),
      addColumn.create('users', { name: 'at', type: 'text', default: 'CURRENT_TIMESTAMP' }),
      addConstraint.create('users', { kind: 'check', name: 'fresh', expression: 'age <> 3' }),
      dropColumn.create('users', 'full name'),
    ).catch((error: unknown) => expect(String(error)).toContain('full name'))
    await connection.execute('DROP INDEX users_part')
    await change(
      connection,
      dropConstraint.create('users', 'old'),
      dropConstraint.create('users', check),
      addColumn.create('users', { name: 'at', type: 'text', default: 'CURRENT_TIMESTAMP' }),
      addConstraint.create('users', { kind: 'check', name: 'fresh', expression: 'age <> 3' }),
      dropColumn.create('users', 'full name'),
      createIndex.create('users', { name: 'users_at', keys: ['at'] }),
    )
    expect(fromParenthesis((await stored(connection)).get('table users'))).toBe(`(
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- the id
  email TEXT COLLATE NOCASE NOT NULL ON CONFLICT IGNORE /* unique below */,
  age INT,
  boss_id INT REFERENCES users ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
  lower_email TEXT AS (lower(email)) STORED,
  "at" text DEFAULT CURRENT_TIMESTAMP,
  UNIQUE (email, age) ON CONFLICT REPLACE,
  CONSTRAINT "fresh" CHECK (age <> 3)
)`)
    await connection.close()
  })

  test('converts values with using', async () => {
    const connection = await setUp()
    await change(
      connection,
      alterColumn.create('users', 'age', { type: 'text' }, { using: "'age ' || age" }),
    ).catch(() => undefined)
    await change(
      connection,
      alterColumn.create('tags', 'n', { type: 'text' }, { using: "n || '!'" }),
    )
    expect(await connection.query('SELECT n FROM tags ORDER BY name')).toEqual([
      { n: '1!' },
      { n: '2!' },
    ])
    await connection.close()
  })

  test('rolls back when a view would no longer compile', async () => {
    const connection = await setUp()
    await connection.execute('CREATE VIEW ages AS SELECT boss_id FROM users')
    const before = await stored(connection)
    const users = (await introspected(connection)).tables.find(({ name }) => name === 'users')
    const reference = users?.constraints.find(({ kind }) => kind === 'foreignKey')
    await expect(
      change(
        connection,
        dropConstraint.create('users', reference?.name ?? ''),
        dropColumn.create('users', 'boss_id'),
      ),
    ).rejects.toThrow(/view ages would no longer compile: no such column: boss_id/)
    expect(await stored(connection)).toEqual(before)
    expect(await connection.query('SELECT * FROM posts')).toHaveLength(3)
    await connection.close()
  })

  test('refuses a foreign key that rows break, and what an interrupted tool left', async () => {
    const connection = await setUp()
    await connection.execute(
      'CREATE TABLE comments (post_id INT); INSERT INTO comments VALUES (99)',
    )
    const add = addConstraint.create('comments', {
      kind: 'foreignKey',
      name: 'comments_post',
      columns: ['post_id'],
      references: { table: 'posts', columns: ['id'] },
    })
    await expect(change(connection, add)).rejects.toMatchObject({ code: 'ROWS_IN_THE_WAY' })
    await connection.execute('CREATE TABLE __diffkit_new_comments (a)')
    await expect(change(connection, add)).rejects.toMatchObject({ code: 'LEFTOVER_TABLE' })
    await connection.close()
  })

  test('bears violations that were there before', async () => {
    const connection = await setUp()
    await connection.execute('PRAGMA foreign_keys = OFF')
    await connection.execute('INSERT INTO posts VALUES (50, 999)')
    await connection.execute('PRAGMA foreign_keys = ON')
    await change(connection, alterColumn.create('users', 'age', { type: 'real' }))
    expect(await connection.query('SELECT * FROM posts')).toHaveLength(4)
    await connection.close()
  })

  test('drops a parent without the rows of its children', async () => {
    const connection = await setUp()
    const before = await introspected(connection)
    const posts = before.tables.find(({ name }) => name === 'posts')
    const [reference] = posts?.constraints.filter(({ kind }) => kind === 'foreignKey') ?? []
    await connection.execute('DROP TRIGGER posts_log; DROP VIEW adult_emails; DROP VIEW adults')
    await change(
      connection,
      dropConstraint.create('posts', reference?.name ?? ''),
      definitions.dropTable.create('users'),
    )
    expect(await connection.query('SELECT * FROM posts')).toHaveLength(3)
    await connection.close()
  })
})
