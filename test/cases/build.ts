/** Tiny builders for cases: one domain throughout. */
import type { Rename } from '../../src/diff/rename-candidates.ts'
import type { SchemaSpec, TableSpec } from '../../src/schema/spec.ts'

export interface Case {
  readonly name: string
  readonly only?: 'sqlite' | 'postgresql'
  readonly before: SchemaSpec
  readonly after: SchemaSpec
  readonly renames?: readonly Rename[]
}

export const key = (table: string): NonNullable<TableSpec['constraints']>[number] => ({
  kind: 'primaryKey',
  name: `${table}_pkey`,
  columns: ['id'],
})
export const id = { name: 'id', type: 'integer', nullable: false }

export const table = (name: string, more: Partial<TableSpec> = {}): TableSpec => ({
  ...more,
  name,
  columns: [id, ...(more.columns ?? [])],
  constraints: [key(name), ...(more.constraints ?? [])],
})
export const age = { name: 'age', type: 'integer' }
export const email = { name: 'email', type: 'text' }
export const users = (more: Partial<TableSpec> = {}): SchemaSpec => ({
  tables: [table('users', more)],
})
export const unique = (columns: readonly string[]) =>
  ({ name: `users_${columns.join('_')}_idx`, keys: columns, unique: true }) as const
const parent = (from: string, column: string, to: string) =>
  ({
    kind: 'foreignKey',
    name: `${from}_${column}_fk`,
    columns: [column],
    references: { table: to, columns: ['id'] },
  }) as const
export const child = (
  name: string,
  to: string,
  action: 'no action' | 'cascade' = 'no action',
): TableSpec =>
  table(name, {
    columns: [{ name: 'parent_id', type: 'integer' }],
    constraints: [{ ...parent(name, 'parent_id', to), onDelete: action }],
  })
export const check = (expression: string) =>
  ({ kind: 'check', name: 'users_check', expression }) as const
export const span = { name: 'span', type: 'int4range' }
export const exclude = (definition: string) =>
  ({ kind: 'exclude', name: 'users_excl', definition }) as const
export const view = (name: string, definition: string) => ({ name, definition })
export const plain = users({ columns: [age, email] })
export const rename = (from: string, to: string): Rename => ({
  kind: 'column',
  table: 'users',
  from,
  to,
})
