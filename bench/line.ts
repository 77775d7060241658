/** A line of small revisions. */
import type { Dialect } from './bench.ts'

/** What one revision does. */
export interface Change {
  /** TypeScript in the migration's two functions. */
  readonly up: string
  readonly down: string
  /** The same in SQL. */
  readonly sql: string
}

const ID = {
  sqlite: { type: 'integer', extra: '', sql: '"id" integer PRIMARY KEY NOT NULL' },
  postgresql: {
    type: 'integer',
    extra: ', identity: { always: true }',
    sql: '"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY NOT NULL',
  },
} as const

/** In turn a table, three columns, an index. */
export const changeAt = (dialect: Dialect, number: number): Change => {
  const [table, kind] = [`t${Math.floor(number / 5)}`, number % 5]
  const { type, extra, sql } = ID[dialect]
  if (kind === 0) {
    return {
      up: `op.createTable({
    name: '${table}',
    columns: [
      { name: 'id', type: '${type}', nullable: false${extra} },
      { name: 'name', type: 'text', nullable: false },
    ],
    constraints: [{ kind: 'primaryKey', name: '${table}_pkey', columns: ['id'] }],
  })`,
      down: `op.dropTable('${table}')`,
      sql: `CREATE TABLE "${table}" (\n\t${sql},\n\t"name" text NOT NULL\n);\n`,
    }
  }
  if (kind === 4) {
    return {
      up: `op.createIndex('${table}', { name: '${table}_c1_idx', keys: ['c1'] })`,
      down: `op.dropIndex('${table}', '${table}_c1_idx')`,
      sql: `CREATE INDEX "${table}_c1_idx" ON "${table}" ("c1");`,
    }
  }
  return {
    up: `op.addColumn('${table}', { name: 'c${kind}', type: 'text', nullable: false, default: "'x'" })`,
    down: `op.dropColumn('${table}', 'c${kind}')`,
    sql: `ALTER TABLE "${table}" ADD "c${kind}" text DEFAULT 'x' NOT NULL;`,
  }
}

export const idOf = (number: number): string => `r${String(number).padStart(4, '0')}`

/** The migration file of one revision. */
export const migrationText = (dialect: Dialect, number: number): string => {
  const { up, down } = changeAt(dialect, number)
  const parent = number === 0 ? 'null' : `'${idOf(number - 1)}'`
  return `/**
 * change ${number}
 *
 * Revision: ${idOf(number)}
 * Revises: ${number === 0 ? 'base' : idOf(number - 1)}
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '${idOf(number)}'
export const downRevision = ${parent}

export function upgrade(op: Operations): void {
  ${up}
}

export function downgrade(op: Operations): void {
  ${down}
}
`
}
