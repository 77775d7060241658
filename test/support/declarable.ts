/** What drizzle-orm 0.45 has no builder for, attribute by attribute: left out of the models that tests write. */
import type { DialectName } from '../../src/dialects/dialect.ts'
import { inventPrimaryKey } from '../../src/dialects/sqlite/models/invented-names.ts'
import { completeExtension } from '../../src/schema/spec.ts'
import {
  checkDefaults,
  columnDefaults,
  foreignKeyDefaults,
  indexDefaults,
  sequenceDefaults,
  tableDefaults,
  tableOptions,
  uniqueDefaults,
} from '../../src/schema/types.ts'
import type { Column, Constraint, Index, Schema, Table } from '../../src/schema/types.ts'

interface Undeclarable {
  readonly table: readonly (keyof typeof tableDefaults)[]
  readonly column: readonly (keyof typeof columnDefaults)[]
  readonly foreignKey: readonly (keyof typeof foreignKeyDefaults)[]
  readonly index: readonly (keyof typeof indexDefaults)[]
}

const undeclarable: Readonly<Record<DialectName, Undeclarable>> = {
  postgresql: {
    table: tableOptions.filter((option) => option !== 'rowSecurity'),
    column: [
      'autoincrement',
      'collation',
      'comment',
      'compression',
      'sequence',
      'statistics',
      'storage',
    ],
    foreignKey: ['comment', 'deferrable', 'matchFull', 'notValid', 'onDeleteColumns'],
    index: ['clustered', 'comment', 'include', 'nullsNotDistinct', 'tablespace', 'origin'],
  },
  sqlite: {
    table: ['strict', 'withoutRowid'],
    column: ['identity'],
    foreignKey: ['deferrable'],
    index: ['clustered', 'method', 'include', 'nullsNotDistinct', 'with', 'origin'],
  },
}

/** The value with the defaults of these attributes. */
const reset = <T extends object, D extends object>(
  value: T,
  defaults: D,
  keys: readonly (keyof D)[],
): T => ({ ...value, ...Object.fromEntries(keys.map((key) => [key, defaults[key]])) })

const column = (item: Column, dialect: DialectName): Column => {
  const declared = reset(item, columnDefaults, undeclarable[dialect].column)
  // drizzle-orm 0.45 writes STORED for every generated column of PostgreSQL.
  return dialect === 'postgresql' && declared.generated !== null
    ? { ...declared, generated: { ...declared.generated, stored: true } }
    : declared
}

const constraint = (item: Constraint, table: Table, dialect: DialectName): Constraint => {
  if (item.kind === 'foreignKey') {
    return reset(item, foreignKeyDefaults, undeclarable[dialect].foreignKey)
  }
  if (item.kind === 'check') return reset(item, checkDefaults, ['comment', 'notValid', 'noInherit'])
  if (item.kind === 'unique')
    return reset(item, uniqueDefaults, [
      'clustered',
      'comment',
      'deferrable',
      'include',
      'tablespace',
      'with',
    ])
  const counts = table.columns.some(({ autoincrement }) => autoincrement)
  if (item.kind === 'primaryKey' && dialect === 'postgresql') return { ...item, comment: null }
  if (item.kind !== 'primaryKey' || !counts) return item
  // AUTOINCREMENT is an option of `.primaryKey()`, which takes no name.
  return { ...item, name: inventPrimaryKey(table.name, item.columns), named: false }
}

const index = (item: Index, dialect: DialectName): Index =>
  reset(item, indexDefaults, undeclarable[dialect].index)

/** The schema without what models cannot say. */
export const declarable = (schema: Schema, dialect: DialectName): Schema => ({
  ...schema,
  roles: schema.roles.map((role) => ({ ...role, comment: null })),
  namespaces: schema.namespaces.map((item) => ({ ...item, comment: null })),
  enums: schema.enums.map((item) => ({ ...item, comment: null })),
  sequences: schema.sequences.map((sequence) =>
    reset(sequence, sequenceDefaults, ['type', 'ownedBy', 'comment']),
  ),
  extensions: schema.extensions.map(({ name }) => completeExtension({ name })),
  views: schema.views.map((view) => ({ ...view, comment: null, indexes: [] })),
  tables: schema.tables.map((table) => ({
    ...reset(table, tableDefaults, undeclarable[dialect].table),
    policies: table.policies.map((policy) => ({ ...policy, comment: null })),
    // A policy brings it along.
    rowSecurity: table.rowSecurity || table.policies.length > 0,
    columns: table.columns.map((item) => column(item, dialect)),
    constraints: table.constraints
      .filter(({ kind }) => kind !== 'exclude')
      .map((item) => constraint(item, table, dialect)),
    indexes: table.indexes.map((item) => index(item, dialect)),
  })),
})
