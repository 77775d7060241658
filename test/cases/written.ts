/** What no comparison of models gives: programs as authors write them. */
import type { Operations } from '../../src/operations/index.ts'
import type { SchemaSpec } from '../../src/schema/spec.ts'
import { age, check, email, table, users } from './build.ts'

export interface Written {
  readonly name: string
  readonly only?: 'sqlite' | 'postgresql'
  readonly before: SchemaSpec
  readonly does: (op: Operations) => void
}

const checked = users({ columns: [age, email], constraints: [check('age >= 0')] })
const moods: SchemaSpec = {
  enums: [{ name: 'mood', values: ['sad', 'ok', 'happy'] }],
  tables: [
    table('users', {
      columns: [
        { name: 'mood', type: 'mood' },
        { name: 'moods', type: 'mood[]' },
      ],
    }),
  ],
}

export const written: readonly Written[] = [
  {
    name: 'rename a constraint',
    before: checked,
    does: (op) => op.renameConstraint('users', 'users_check', 'users_age_check'),
  },
  {
    name: 'do several things to a table in a batch',
    before: checked,
    does: (op) =>
      op.batch('users', (one) => {
        one.dropColumn('email')
        one.alterColumn('age', { nullable: false, default: '0' })
      }),
  },
  {
    name: 'drop a column that every row fills',
    before: users({ columns: [age, { ...email, nullable: false }] }),
    does: (op) => op.dropColumn('users', 'email'),
  },
  {
    name: 'run SQL that changes the schema',
    before: users({ columns: [email] }),
    does: (op) =>
      op.sql('alter table users add column age integer', 'alter table users drop column age', {
        effects: (within) => within.addColumn('users', age),
      }),
  },
  {
    name: 'make a table strict',
    only: 'sqlite',
    before: users({ columns: [age] }),
    does: (op) => op.alterTable('users', { strict: true }),
  },
  {
    name: 'make and change roles',
    only: 'postgresql',
    before: { roles: [{ name: 'editor' }, { name: 'reader', inherit: false }] },
    does: (op) => {
      op.createRole({ name: 'writer', createDb: true })
      op.alterRole('editor', { createRole: true })
      op.dropRole('reader')
    },
  },
  {
    name: 'drop a namespace',
    only: 'postgresql',
    before: { namespaces: [{ name: 'auth' }] },
    does: (op) => op.dropNamespace('auth'),
  },
  {
    name: 'say what a removed enum value becomes',
    only: 'postgresql',
    before: moods,
    does: (op) => op.alterEnum('mood', { values: ['ok', 'happy'] }, { using: { sad: 'ok' } }),
  },
  {
    name: 'use a new enum value in SQL',
    only: 'postgresql',
    before: moods,
    does: (op) => {
      op.alterEnum('mood', { values: ['sad', 'ok', 'happy', 'glad'] })
      op.sql("update users set mood = 'glad' where mood = 'happy'", 'select 1')
    },
  },
  {
    name: 'comment as an attribute of an alteration',
    only: 'postgresql',
    before: users({ columns: [age] }),
    does: (op) => {
      op.alterTable('users', { comment: 'People' })
      op.alterColumn('users', 'age', { comment: 'In years' })
    },
  },
]
