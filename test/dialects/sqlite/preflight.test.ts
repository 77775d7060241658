import { describe, expect, test } from 'vitest'
import type { Connection } from '../../../src/dialects/dialect.ts'
import { sqlite } from '../../../src/dialects/sqlite/index.ts'
import { definitions, reverse } from '../../../src/operations/index.ts'
import type { Operation } from '../../../src/operations/index.ts'
import { completeConstraint, completeIndex } from '../../../src/schema/spec.ts'
import { connect, introspected, run } from './open.ts'

const { addColumn, addConstraint, alterColumn, alterTable, createIndex, dropColumn } = definitions

const SETUP = `
  CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT, age INT, code TEXT, ratio REAL, boss INT, note TEXT COLLATE NOCASE);
  CREATE TABLE posts (author TEXT, n INT, PRIMARY KEY (author, n)) WITHOUT ROWID;
  CREATE TABLE bare (rowid TEXT, a INT, big INT);
  CREATE VIEW ages AS SELECT age FROM users;
  INSERT INTO users VALUES
    (1, 'a@x', 5, '0012', 1.5, NULL, 'n'), (2, 'A@x', NULL, '12', 2.0, 1, 'N'), (3, NULL, 200, 'abc', 'x', 9, 'm'),
    (4, 'a@x', NULL, '1e3', 0.30000000000000004, 9, NULL), (5, 'b@x', NULL, x'00', 3, 9, 'o'), (6, 'c@x', NULL, '7', 4, 9, 'p');
  INSERT INTO posts VALUES ('1', 1), ('7', 1);
  INSERT INTO bare VALUES ('r', NULL, 9007199254740993);
`

const refusal = async (operations: readonly Operation[], target = '3.35'): Promise<string> => {
  const connection = await connect()
  await connection.execute(SETUP)
  const dump = async (): Promise<string> =>
    JSON.stringify([
      await sqlite.readGround(connection),
      await connection.query('SELECT * FROM users'),
    ])
  const before = await dump()
  const schema = await introspected(connection)
  const message = await run(connection, operations, schema, target).then(
    () => 'done',
    (error: unknown) => String(error),
  )
  if (message !== 'done') expect(await dump()).toBe(before)
  await connection.close()
  return message
}

const column = (name: string, type: string, set: object = {}) => ({ name, type, ...set })
const check = (name: string, expression: string) =>
  completeConstraint({ kind: 'check', name, expression })
const unique = (name: string, keys: readonly string[], set: object = {}) =>
  completeIndex({ name, keys, unique: true, ...set })

describe.each(['3.35', '3.53'])('a change for SQLite %s is refused before harm', (target) => {
  test.each<readonly [string, readonly Operation[], string]>([
    [
      'NULL in what becomes NOT NULL',
      [alterColumn.create('users', 'age', { nullable: false })],
      'Column users.age is NOT NULL, and would be NULL in 4 rows (2; 4; 5; …)',
    ],
    [
      'NULL from the expression that converts',
      [
        alterColumn.create(
          'users',
          'email',
          { nullable: false },
          { using: "nullif(email, 'b@x')" },
        ),
      ],
      'Column users.email is NOT NULL, and would be NULL in 2 rows (3; 5)',
    ],
    [
      'a row is named without a key',
      [alterColumn.create('bare', 'a', { nullable: false })],
      'Column bare.a is NOT NULL, and would be NULL in 1 row (1)',
    ],
    [
      'a new column without values',
      [addColumn.create('posts', column('slug', 'text', { nullable: false }))],
      "new column posts.slug is NOT NULL, and would have no value in 2 rows ('1', 1; '7', 1)",
    ],
    [
      'texts that a number would change',
      [alterColumn.create('users', 'code', { type: 'integer' })],
      "The new type of users.code would silently change its value in 2 rows (1: '0012'; 4: '1e3')",
    ],
    [
      'numbers that a float would change',
      [alterColumn.create('bare', 'big', { type: 'real' })],
      'The new type of bare.big would silently change its value in 1 row (1: 9007199254740993)',
    ],
    [
      'values that STRICT refuses',
      [alterTable.create('users', { strict: true })],
      "A STRICT table does not take what users.code holds in 1 row (5: X'00')",
    ],
    [
      'duplicates under a unique index',
      [createIndex.create('users', unique('users_email', ['email']))],
      "users_email of users asks for unique values, which are equal in 2 rows ('a@x')",
    ],
    [
      'duplicates by the collation of the column',
      [createIndex.create('users', unique('users_note', ['note']))],
      'users_note of users asks for unique values, which are equal in 2 rows',
    ],
    [
      'rows that break a check',
      [addConstraint.create('users', check('users_age', 'users.age < 100'))],
      'The check users_age of users is broken in 1 row (3: 200)',
    ],
    [
      'rows that break the check of a new column with a default',
      [
        addColumn.create('users', column('max', 'integer', { default: '100', nullable: false })),
        addConstraint.create('users', check('users_max', 'age <= max')),
      ],
      'The check users_max of users is broken in 1 row (3: 200, 100)',
    ],
    [
      'rows without the row that they refer to',
      [
        addConstraint.create(
          'users',
          completeConstraint({
            kind: 'foreignKey',
            name: 'users_boss',
            columns: ['boss'],
            references: { table: 'users', columns: ['id'] },
          }),
        ),
      ],
      'The foreign key users_boss of users refers to nothing in 4 rows (3: 9; 4: 9; 5: 9; …)',
    ],
    [
      'a view that would no longer compile',
      [dropColumn.create('users', 'age')],
      'no such column: age',
    ],
  ])('%s', async (_name, operations, message) => {
    expect(await refusal(operations, target)).toContain(message)
  })

  test.each<readonly [string, readonly Operation[]]>([
    [
      'a default',
      [addColumn.create('posts', column('a', 'text', { default: "''", nullable: false }))],
    ],
    [
      'an expression for the rows that are there',
      [
        addColumn.create('posts', column('a', 'text', { nullable: false }), {
          using: 'lower(author)',
        }),
      ],
    ],
    [
      'an expression that fills',
      [alterColumn.create('users', 'age', { nullable: false }, { using: 'coalesce(age, 0)' })],
    ],
    [
      'an expression that converts',
      [
        alterColumn.create(
          'users',
          'code',
          { type: 'integer' },
          { using: 'CAST(code AS integer)' },
        ),
      ],
    ],
    ['a type that keeps all values', [alterColumn.create('users', 'age', { type: 'text' })]],
    [
      'a predicate that lets the duplicates be',
      [createIndex.create('users', unique('users_email', ['email'], { where: 'age IS NOT NULL' }))],
    ],
    ['a unique index over NULLs', [createIndex.create('users', unique('users_ages', ['age']))]],
  ])('goes through with %s', async (_name, operations) => {
    expect(await refusal(operations, target)).toBe('done')
  })
})

const rows = async (connection: Connection, sql: string) => connection.query(sql)

describe('a column', () => {
  test('is filled and placed', async () => {
    const connection = await connect()
    await connection.execute(SETUP)
    const add = (name: string, options: object) =>
      addColumn.create('posts', column(name, 'text', { nullable: false }), options)
    await run(
      connection,
      [
        add('first', { using: "author || '!'", before: 'author' }),
        add('middle', { using: 'n', after: 'author' }),
        add('next', { using: 'n + 1', after: 'middle' }),
        add('last', { using: "'z'" }),
      ],
      await introspected(connection),
    )
    expect(await rows(connection, 'SELECT * FROM posts')).toEqual([
      { first: '1!', author: '1', middle: '1', next: '2', n: 1, last: 'z' },
      { first: '7!', author: '7', middle: '1', next: '2', n: 1, last: 'z' },
    ])
    expect(Object.keys((await rows(connection, 'SELECT * FROM posts'))[0] ?? {})).toEqual(
      'first author middle next n last'.split(' '),
    )
    await connection.close()
  })
})

describe('a batch', () => {
  const batch = (options: object, ...operations: Parameters<typeof definitions.batch.create>[1]) =>
    definitions.batch.create('users', operations, options)
  const rename = definitions.renameColumn.create('users', 'email', 'mail')

  test('rebuilds always', async () => {
    const connection = await connect()
    await connection.execute(SETUP)
    const statements = await run(
      connection,
      [batch({ recreate: 'always' }, rename)],
      await introspected(connection),
    )
    expect(statements[0]).toContain('RENAME COLUMN')
    expect(statements.join('\n')).toContain('DROP TABLE "users"')
    expect(await rows(connection, 'SELECT mail FROM users WHERE id = 1')).toEqual([{ mail: 'a@x' }])
    await connection.close()
  })

  test('never rebuilds', async () => {
    const native = batch({ recreate: 'never' }, rename)
    expect(await refusal([native])).toBe('done')
    const other = batch({ recreate: 'never' }, alterColumn.create('users', 'age', { type: 'text' }))
    const message = await refusal([other])
    expect(message).toContain("recreate: 'never'")
    expect(message).toContain('alter column users.age: type text')
  })

  test('is refused with options that say nothing, or two things', () => {
    const add = (place: object) =>
      definitions.addColumn.create('users', { name: 'n', type: 'text' }, place)
    expect(() => batch({ recreate: 'sometimes' })).toThrow('not sometimes')
    expect(() => batch({ order: ['id', 'age', 'id'] })).toThrow('`order` names id twice')
    expect(() => add({ before: 'id', after: 'age' })).toThrow("`before: 'id'` and `after: 'age'`")
  })

  test('names the column whose type STRICT does not have', async () => {
    const connection = await connect()
    await connection.execute('CREATE TABLE t (a VARCHAR(10), b)')
    const before = await introspected(connection)
    const strict = definitions.alterTable.create('t', { strict: true })
    const text = (name: string) => alterColumn.create('t', name, { type: 'text' })
    for (const [operations, told] of [
      [[strict], 'no type varchar(10), and t.a is of it'],
      [[text('a'), strict], 'no type (none), and t.b is of it'],
    ] as const) {
      await expect(run(connection, operations, before)).rejects.toThrow(told)
    }
    await run(connection, [strict, text('a'), text('b')], before)
    await connection.close()
  })

  test('orders the columns', async () => {
    const connection = await connect()
    await connection.execute(SETUP)
    const before = await introspected(connection)
    const op = batch({ order: ['code', 'mail'] }, rename)
    await run(connection, [op], before)
    const order = async () =>
      Object.keys((await rows(connection, 'SELECT * FROM users LIMIT 1'))[0] ?? {}).join(' ')
    expect(await order()).toBe('code mail id age ratio boss note')
    await run(connection, [reverse(op, before)], await introspected(connection))
    expect(await order()).toBe('id email age code ratio boss note')
    await connection.close()
  })
})
