/** What the cases of both dialects are made of. */
import type {
  ColumnSpec,
  ConstraintSpec,
  IndexSpec,
  SchemaSpec,
  TableSpec,
} from '../../../src/schema/spec.ts'
import type { Case } from '../../cases/index.ts'

export const id: ColumnSpec = { name: 'id', type: 'integer', nullable: false }
export const age: ColumnSpec = { name: 'age', type: 'integer' }
export const email: ColumnSpec = { name: 'email', type: 'text' }
export const parent: ColumnSpec = { name: 'parent_id', type: 'integer' }

/** A table with the key `id`. */
export const table = (name: string, more: Partial<TableSpec> = {}): TableSpec => ({
  ...more,
  name,
  columns: [id, ...(more.columns ?? [])],
  constraints: [
    { kind: 'primaryKey', name: `${name}_pkey`, columns: ['id'] },
    ...(more.constraints ?? []),
  ],
})

export const users = (more: Partial<TableSpec> = {}): SchemaSpec => ({
  tables: [table('users', more)],
})

const inGroups = <T>(items: readonly T[], size: number): readonly (readonly T[])[] =>
  items.length === 0 ? [] : [items.slice(0, size), ...inGroups(items.slice(size), size)]

/** Columns of all these types are added, some at a time: a database is built for each case. */
export const addColumns = (
  types: readonly (readonly [type: string, fallback: string | null])[],
): readonly Case[] =>
  inGroups(types, 10).map((group) => ({
    name: `add columns: ${group[0]?.[0]} … ${group.at(-1)?.[0]}`,
    before: users(),
    after: users({
      columns: group.map(([type, fallback], at) => ({ name: `v${at}`, type, default: fallback })),
    }),
  }))

/** The column `age` of users changes. */
export const changeColumn = (
  name: string,
  before: Partial<ColumnSpec>,
  after: Partial<ColumnSpec>,
): Case => ({
  name,
  before: users({ columns: [{ ...age, ...before }] }),
  after: users({ columns: [{ ...age, ...after }] }),
})

/** The constraints of users change. */
export const changeConstraints = (
  name: string,
  before: readonly ConstraintSpec[],
  after: readonly ConstraintSpec[],
): Case => ({
  name,
  before: users({ columns: [age, email], constraints: before }),
  after: users({ columns: [age, email], constraints: after }),
})

/** The indexes of users change. */
export const changeIndex = (
  name: string,
  before: IndexSpec | null,
  after: IndexSpec,
  more: readonly ColumnSpec[] = [],
): Case => ({
  name: `index: ${name}`,
  before: users({ columns: [age, email, ...more], indexes: before === null ? [] : [before] }),
  after: users({ columns: [age, email, ...more], indexes: [after] }),
})

export const check = (expression: string): ConstraintSpec => ({
  kind: 'check',
  name: 'users_check',
  expression,
})

/** A foreign key of posts. */
export const key = (more: Partial<Extract<ConstraintSpec, { kind: 'foreignKey' }>> = {}) =>
  ({
    kind: 'foreignKey',
    name: 'posts_parent_id_users_id_fk',
    columns: ['parent_id'],
    references: { table: 'users', columns: ['id'] },
    ...more,
  }) as const

/** The index `i`. */
export const i = (keys: IndexSpec['keys'], more: Partial<IndexSpec> = {}): IndexSpec => ({
  name: 'i',
  keys,
  ...more,
})
