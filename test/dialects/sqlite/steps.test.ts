import { describe, expect, test } from 'vitest'
import { sqlite } from '../../../src/dialects/sqlite/index.ts'
import { definitions } from '../../../src/operations/index.ts'
import type { Operation } from '../../../src/operations/index.ts'
import { schemaOf } from './open.ts'

const {
  addColumn,
  addConstraint,
  alterColumn,
  createIndex,
  createTable,
  dropConstraint,
  dropTable,
  renameColumn,
} = definitions

const blog = schemaOf({
  tables: [
    {
      name: 'users',
      columns: [
        { name: 'id', type: 'integer', nullable: false },
        { name: 'name', type: 'text' },
      ],
      constraints: [{ kind: 'primaryKey', name: 'users_pk', columns: ['id'], named: false }],
    },
    {
      name: 'posts',
      columns: [{ name: 'author_id', type: 'integer' }],
      constraints: [
        {
          kind: 'foreignKey',
          name: 'posts_author',
          columns: ['author_id'],
          references: { table: 'users', columns: ['id'] },
        },
      ],
    },
  ],
})

const toUsers = (name: string, column: string) =>
  ({
    kind: 'foreignKey',
    name,
    columns: [column],
    references: { table: 'users', columns: ['id'] },
  }) as const

const planned = (operations: readonly Operation[], target = '3.35') =>
  sqlite
    .steps(operations, blog, target)
    .map((step) => sqlite.plan(step, { target, ground: null }).map(({ sql }) => sql))

const grouped = (operations: readonly Operation[], target = '3.35') =>
  sqlite
    .groupBatches(operations, blog, target)
    .map((op) => (op.kind === 'batch' ? op.operations.map(({ kind }) => kind) : op.kind))

describe('steps', () => {
  test('fold a constraint into the table that the program creates', () => {
    const create = createTable.create({
      name: 'comments',
      columns: [{ name: 'user_id', type: 'integer' }],
    })
    const other = createTable.create({ name: 'tags', columns: [{ name: 'id', type: 'integer' }] })
    const add = addConstraint.create('comments', toUsers('comments_user', 'user_id'))
    expect(planned([create, other, add])).toEqual([
      [
        `CREATE TABLE "comments" (
  "user_id" integer,
  CONSTRAINT "comments_user" FOREIGN KEY ("user_id") REFERENCES "users" ("id")
)`,
      ],
      [`CREATE TABLE "tags" (\n  "id" integer\n)`],
    ])
    expect(grouped([create, other, add])).toEqual(['createTable', 'createTable', 'addConstraint'])
  })

  test('add a column together with its foreign key and check', () => {
    expect(
      planned([
        addColumn.create('posts', { name: 'editor_id', type: 'integer' }),
        addConstraint.create('posts', toUsers('posts_editor', 'editor_id')),
        addConstraint.create('posts', { kind: 'check', name: 'some', expression: 'editor_id > 0' }),
      ]),
    ).toEqual([
      [
        'ALTER TABLE "posts" ADD COLUMN "editor_id" integer CONSTRAINT "posts_editor" ' +
          'REFERENCES "users" ("id") CONSTRAINT "some" CHECK (editor_id > 0)',
      ],
    ])
  })

  test('drop no constraint of a table that goes', () => {
    const drops = [
      dropConstraint.create('posts', 'posts_author'),
      dropTable.create('users'),
      dropTable.create('posts'),
    ]
    expect(planned(drops)).toEqual([['DROP TABLE "users"', 'DROP TABLE "posts"']])
    expect(sqlite.steps(drops, blog, '3.35').map(({ rebuilds }) => rebuilds)).toEqual([true])
    expect(grouped(drops)).toEqual(['dropConstraint', 'dropTable', 'dropTable'])
  })

  test('rebuild once for a run, behind the renames of columns', () => {
    const run = [
      alterColumn.create('users', 'name', { nullable: false }),
      createIndex.create('users', { name: 'users_name', keys: ['name'] }),
      renameColumn.create('users', 'id', 'user_id'),
      addColumn.create('users', { name: 'age', type: 'integer' }),
    ]
    expect(
      sqlite
        .steps(run, blog, '3.35')
        .map(({ operations, rebuilds }) => [rebuilds, operations.map(({ kind }) => kind)]),
    ).toEqual([
      [false, ['renameColumn']],
      [true, ['alterColumn', 'createIndex', 'addColumn']],
    ])
  })

  test('alter in place where the target can', () => {
    const run = [
      alterColumn.create('users', 'name', { nullable: false }),
      addConstraint.create('users', { kind: 'check', name: 'named', expression: "name <> ''" }),
    ]
    expect(planned(run, '3.53.2')).toEqual([
      [
        'ALTER TABLE "users" ALTER COLUMN "name" SET NOT NULL',
        `ALTER TABLE "users" ADD CONSTRAINT "named" CHECK (name <> '')`,
      ],
    ])
    expect(grouped(run, '3.53.2')).toEqual(['alterColumn', 'addConstraint'])
    expect(grouped(run)).toEqual([['alterColumn', 'addConstraint']])
  })

  test('wrap a run of one operation that rebuilds', () => {
    expect(grouped([alterColumn.create('users', 'name', { type: 'blob' })])).toEqual([
      ['alterColumn'],
    ])
  })

  test('read as the text of a rebuild', () => {
    const alter = alterColumn.create('users', 'name', { nullable: false, default: "'x'" })
    expect(planned([alter])).toEqual([
      [
        `CREATE TABLE "__diffkit_new_users" (
  "id" integer PRIMARY KEY,
  "name" text NOT NULL DEFAULT 'x'
)`,
        'INSERT INTO "__diffkit_new_users" ("id", "name") SELECT "id", "name" FROM "users"',
        'DROP TABLE "users"',
        'PRAGMA legacy_alter_table = ON',
        'ALTER TABLE "__diffkit_new_users" RENAME TO "users"',
        'PRAGMA legacy_alter_table = OFF',
      ],
    ])
  })
})
