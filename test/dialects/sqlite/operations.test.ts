import { describe, expect, test } from 'vitest'
import { sqlite } from '../../../src/dialects/sqlite/index.ts'
import { compareSchemas } from '../../../src/runtime/judge/compare.ts'
import {
  applyAll,
  definitions,
  describe as describeOperation,
} from '../../../src/operations/index.ts'
import { reverseAll } from '../../../src/operations/index.ts'
import type { Operation } from '../../../src/operations/index.ts'
import type { Schema } from '../../../src/schema/types.ts'
import { databaseOf, introspected, run, schemaOf } from './open.ts'

const blog = schemaOf({
  tables: [
    {
      name: 'users',
      columns: [
        { name: 'id', type: 'integer', nullable: false, autoincrement: true },
        { name: 'name', type: 'text', nullable: false },
        { name: 'age', type: 'integer', default: '1' },
        { name: 'spare', type: 'text' },
      ],
      constraints: [
        { kind: 'primaryKey', name: 'users_pk', columns: ['id'], named: false },
        { kind: 'check', name: 'users_age', expression: 'age > 0' },
      ],
      indexes: [
        { name: 'users_name_idx', keys: [{ column: 'name', order: 'desc' }], where: 'age > 3' },
        { name: 'users_unique_name', keys: ['name'], unique: true, origin: 'constraint' },
      ],
    },
    {
      name: 'posts',
      columns: [
        { name: 'id', type: 'integer', nullable: false },
        { name: 'author_id', type: 'integer' },
        { name: 'title', type: 'text' },
        { name: 'body', type: 'text' },
      ],
      constraints: [
        { kind: 'primaryKey', name: 'posts_pk', columns: ['id'], named: false },
        {
          kind: 'foreignKey',
          name: 'posts_author',
          columns: ['author_id'],
          references: { table: 'users', columns: ['id'] },
          onDelete: 'cascade',
        },
      ],
    },
  ],
  views: [{ name: 'titles', definition: 'select id, title from posts' }],
})

const {
  addColumn,
  addConstraint,
  alterColumn,
  alterTable,
  batch,
  createIndex,
  createTable,
  createView,
  dropColumn,
  dropConstraint,
  dropIndex,
  dropTable,
  dropView,
  renameColumn,
  renameConstraint,
  renameIndex,
  renameTable,
} = definitions

const author = {
  kind: 'foreignKey',
  name: 'posts_editor',
  columns: ['editor_id'],
  references: { table: 'users', columns: ['id'] },
} as const

const programs: Readonly<Record<string, readonly Operation[]>> = {
  'create a table': [
    createTable.create({
      name: 'comments',
      columns: [{ name: 'id', type: 'integer' }],
      indexes: [{ name: 'comments_id', keys: ['id'] }],
    }),
  ],
  'drop a table': [dropView.create('titles'), dropTable.create('posts')],
  'drop a table that others refer to': [
    definitions.sql.create('DELETE FROM posts', 'SELECT 1'),
    dropConstraint.create('posts', 'posts_author'),
    dropTable.create('users'),
  ],
  'drop two tables': [
    dropView.create('titles'),
    dropConstraint.create('posts', 'posts_author'),
    dropTable.create('users'),
    dropTable.create('posts'),
  ],
  'rename a table': [dropView.create('titles'), renameTable.create('posts', 'articles')],
  'make a table strict': [alterTable.create('posts', { strict: true })],
  'make a table without rowids': [alterTable.create('posts', { withoutRowid: true })],
  'add a column': [addColumn.create('users', { name: 'nick', type: 'text' })],
  'add a column with a default': [
    addColumn.create('users', { name: 'n', type: 'integer', nullable: false, default: '7' }),
  ],
  'add a column with an expression': [
    addColumn.create('users', { name: 'at', type: 'text', default: 'CURRENT_TIMESTAMP' }),
  ],
  'add a generated column': [
    addColumn.create('users', {
      name: 'twice',
      type: 'integer',
      generated: { expression: 'age * 2', stored: true },
    }),
  ],
  'add a virtual column': [
    addColumn.create('users', {
      name: 'twice',
      type: 'integer',
      generated: { expression: 'age * 2', stored: false },
    }),
  ],
  'add a column with its foreign key': [
    addColumn.create('posts', { name: 'editor_id', type: 'integer' }),
    addConstraint.create('posts', author),
  ],
  'drop a column': [dropColumn.create('users', 'spare')],
  'rename a column': [dropView.create('titles'), renameColumn.create('posts', 'title', 'heading')],
  'rename a column that expressions use': [renameColumn.create('users', 'age', 'years')],
  'rename and alter a column': [
    alterColumn.create('users', 'name', { nullable: true }),
    renameColumn.create('users', 'age', 'years'),
    alterColumn.create('users', 'years', { default: '2' }),
  ],
  'set not null': [alterColumn.create('users', 'age', { nullable: false })],
  'drop not null': [alterColumn.create('users', 'name', { nullable: true })],
  'change a type': [alterColumn.create('users', 'age', { type: 'real' })],
  'change a default': [alterColumn.create('users', 'age', { default: '5 + 5' })],
  'drop a default': [alterColumn.create('users', 'age', { default: null })],
  'change a collation': [alterColumn.create('users', 'name', { collation: 'NOCASE' })],
  'make a column generated': [
    alterColumn.create('users', 'spare', {
      generated: { expression: "CASE name WHEN 'ada' THEN 'x' END" },
    }),
  ],
  'drop autoincrement': [alterColumn.create('users', 'id', { autoincrement: false })],
  'add autoincrement': [alterColumn.create('posts', 'id', { autoincrement: true })],
  'add a check': [
    addConstraint.create('posts', {
      kind: 'check',
      name: 'posts_title',
      expression: "title <> ''",
    }),
  ],
  'add a foreign key': [
    addConstraint.create('posts', { ...author, columns: ['author_id'], name: 'second' }),
  ],
  'change a primary key': [
    dropConstraint.create('posts', 'posts_pk'),
    addConstraint.create('posts', {
      kind: 'primaryKey',
      name: 'posts_key',
      columns: ['id', 'author_id'],
    }),
  ],
  'drop a check': [dropConstraint.create('users', 'users_age')],
  'drop a foreign key': [dropConstraint.create('posts', 'posts_author')],
  'rename a constraint': [renameConstraint.create('users', 'users_age', 'users_is_born')],
  'create an index': [
    createIndex.create('posts', { name: 'posts_title', keys: [{ expression: 'lower(title)' }] }),
  ],
  'drop an index': [dropIndex.create('users', 'users_name_idx')],
  'drop a unique constraint': [dropIndex.create('users', 'users_unique_name')],
  'rename an index': [renameIndex.create('users', 'users_name_idx', 'users_by_name')],
  'rename a unique constraint': [renameIndex.create('users', 'users_unique_name', 'users_once')],
  'create a view': [createView.create({ name: 'names', definition: 'select name from users' })],
  'drop a view': [dropView.create('titles')],
  'a batch': [
    batch.create('users', [
      addColumn.create('users', { name: 'nick', type: 'text' }),
      alterColumn.create('users', 'age', { nullable: false, type: 'real' }),
      dropColumn.create('users', 'spare'),
      createIndex.create('users', { name: 'users_nick', keys: ['nick'], unique: true }),
    ]),
  ],
}

const ROWS = `
  INSERT INTO users (id, name, age, spare) VALUES (1, 'ada', 36, 'x'), (5, 'bob', 5, NULL);
  INSERT INTO posts (id, author_id, title, body) VALUES (1, 1, 'one', 'x'), (2, 5, 'two', NULL);
`

const differences = async (from: Schema, to: Schema): Promise<readonly string[]> => {
  const { operations } = await compareSchemas(from, to, { dialect: sqlite, printers: [] })
  return operations.map(describeOperation)
}

/** What cannot be rebuilt while foreign keys are on is made what can be. */
const withoutCascade = (schema: Schema): Schema => ({
  ...schema,
  tables: schema.tables.map((table) => ({
    ...table,
    constraints: table.constraints.map((item) =>
      item.kind === 'foreignKey' ? { ...item, onDelete: 'restrict' } : item,
    ),
  })),
})

describe.each([
  ['better-sqlite3', '3.35'],
  ['better-sqlite3', '3.53'],
  ['libSQL', '3.35'],
  ['fixed foreign keys', '3.35'],
  ['fixed foreign keys', '3.53'],
] as const)('operations by %s for SQLite %s', (engine, target) => {
  const before = engine === 'fixed foreign keys' ? withoutCascade(blog) : blog
  test.each(Object.entries(programs))('%s', async (_name, program) => {
    const connection = await databaseOf(before, engine)
    await connection.execute(ROWS)
    const after = applyAll(before, program)
    await run(connection, program, before, target)
    expect(await differences(await introspected(connection), after)).toEqual([])
    await run(connection, reverseAll(program, before), after, target)
    expect(await differences(await introspected(connection), before)).toEqual([])
    expect(await connection.query('PRAGMA foreign_key_check')).toEqual([])
    await connection.close()
  })
})
