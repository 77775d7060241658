/** A Schema → the source of Drizzle models that declare it, for drizzle-orm 0.45. */
import type { DialectName } from '../../src/dialects/dialect.ts'
import { nameKey } from '../../src/schema/names.ts'
import type {
  Column,
  Constraint,
  ForeignKey,
  Index,
  IndexKey,
  ObjectName,
  Schema,
  Table,
} from '../../src/schema/types.ts'
import { policySource, roleSource, sequenceSource, viewCalls } from './drizzle-source-objects.ts'
import { postgresForms } from './drizzle-source-postgres.ts'
import { sqliteForms } from './drizzle-source-sqlite.ts'
import { call, list, object, raw, text } from './source-text.ts'

/** `invented`: whatever has a name that drizzle can invent is declared without one. */
export type Names = 'given' | 'invented'

type MadeKind = 'table' | 'view' | 'materializedView' | 'sequence'

/** What the builders of one dialect look like. */
export interface SourceForms {
  readonly core: string
  readonly prefix: string
  /** The builder of a column with its own options; constraints and NOT NULL are not its part. */
  column(column: Column, schema: Schema): string
  key(key: IndexKey, column: string | null): string
  /** `.using('gin', …)` or `.on(…)`. */
  keys(index: Index, keys: readonly string[]): string
  index(index: Index): string
  /** The function that makes such objects of a namespace. */
  maker(kind: MadeKind, namespace: string | null, schema: Schema): string
  /** Whether the key can stand in its column only. */
  needsInlineKey(column: Column | undefined): boolean
}

const FORMS: Readonly<Record<DialectName, SourceForms>> = {
  postgresql: postgresForms,
  sqlite: sqliteForms,
}

interface Place {
  readonly forms: SourceForms
  readonly names: Names
  readonly schema: Schema
  readonly table: Table
}

const tableVariable = (schema: Schema, name: ObjectName): string =>
  `table${schema.tables.findIndex((table) => nameKey(table) === nameKey(name))}`

const keyOf = ({ columns }: Table, name: string): string =>
  `c${columns.findIndex((column) => column.name === name)}`

const own = ({ table }: Place, columns: readonly string[]): string =>
  list(columns.map((name) => `t.${keyOf(table, name)}`))

const actions = ({ onDelete, onUpdate }: ForeignKey): Readonly<Record<string, string | null>> => ({
  onDelete: onDelete === 'no action' ? null : text(onDelete),
  onUpdate: onUpdate === 'no action' ? null : text(onUpdate),
})

const target = ({ schema }: Place, { references }: ForeignKey): readonly string[] => {
  const variable = tableVariable(schema, references.table)
  const table = schema.tables.find((item) => nameKey(item) === nameKey(references.table))
  if (table === undefined) throw new Error('a foreign key of the test points at no table')
  return references.columns.map((name) => `${variable}.${keyOf(table, name)}`)
}

const isTaken = (others: readonly { readonly name: string }[], invented: readonly string[]) =>
  others.some(({ name }) => name === invented.join('_'))

/** Of several that drizzle would name alike, only the first can do without a name. */
const isNameless = ({ names, table }: Place, item: Constraint): boolean => {
  if (names === 'given' || !('columns' in item)) return false
  const alike = table.constraints.filter(
    (other) =>
      other.kind === item.kind &&
      'columns' in other &&
      other.columns.join() === item.columns.join(),
  )
  return alike[0] === item && !isTaken(alike.slice(1), [table.name, ...item.columns, 'unique'])
}

const isInline = (place: Place, item: Constraint): boolean => {
  if (!('columns' in item) || item.columns.length !== 1) return false
  const column = place.table.columns.find(({ name }) => name === item.columns[0])
  if (item.kind === 'primaryKey' && place.forms.needsInlineKey(column)) return true
  // `.primaryKey()` makes the column NOT NULL.
  return isNameless(place, item) && !(item.kind === 'primaryKey' && column?.nullable === true)
}

const inlineParts = (place: Place, column: Column): string =>
  place.table.constraints
    .filter((item) => 'columns' in item && item.columns[0] === column.name)
    .filter((item) => isInline(place, item))
    .map((item) => {
      if (item.kind === 'primaryKey') {
        return `.primaryKey(${column.autoincrement ? '{ autoIncrement: true }' : ''})`
      }
      if (item.kind === 'unique') {
        return item.nullsNotDistinct ? `.unique(undefined, { nulls: 'not distinct' })` : '.unique()'
      }
      if (item.kind !== 'foreignKey') return ''
      const [to = ''] = target(place, item)
      return `.references(() => ${to}, ${object(actions(item))})`
    })
    .join('')

const columnSource = (place: Place, column: Column): string => {
  const { forms, schema, table } = place
  const isKey = table.constraints.some(
    (item) => item.kind === 'primaryKey' && item.columns.includes(column.name),
  )
  // A column of an inline key is NOT NULL by itself, on SQLite too.
  const required = column.nullable ? '' : '.notNull()'
  const inline = inlineParts(place, column)
  const written = isKey && inline.includes('.primaryKey(') ? '' : required
  return `${forms.column(column, schema)}${written}${inline}`
}

const constraintSource = (place: Place, item: Constraint): string | null => {
  if (isInline(place, item)) return null
  const name = isNameless(place, item) ? null : text(item.name)
  switch (item.kind) {
    case 'primaryKey':
      return call('core.primaryKey', object({ name, columns: own(place, item.columns) }))
    case 'unique':
      return `${call('core.unique', name)}.on(${own(place, item.columns).slice(1, -1)})${item.nullsNotDistinct ? '.nullsNotDistinct()' : ''}`
    case 'foreignKey': {
      const foreignColumns = list(target(place, item))
      const columns = own(place, item.columns)
      const { onDelete, onUpdate } = actions(item)
      const built = call('core.foreignKey', object({ name, columns, foreignColumns }))
      return `${built}${onDelete ? `.onDelete(${onDelete})` : ''}${onUpdate ? `.onUpdate(${onUpdate})` : ''}`
    }
    case 'exclude':
      throw new Error('Drizzle declares no exclusion constraints')
    case 'check':
      return call('core.check', text(item.name), raw(item.expression.sql))
  }
}

const columnsOf = (index: Index): string => index.keys.map(({ column }) => column).join()

/** What can do without a name: an index of PostgreSQL, and what `.unique()` makes on SQLite. */
const isNamelessIndex = ({ forms, names, table }: Place, index: Index): boolean => {
  if (names === 'given' || index.keys.some(({ column }) => column === null)) return false
  const isPlain = ({ where, keys, unique }: Index): boolean =>
    unique &&
    where === null &&
    keys.every(({ order, collation }) => order === 'asc' && collation === null)
  const others = table.indexes.filter(
    (other) => columnsOf(other) === columnsOf(index) && (forms.prefix === 'pg' || isPlain(other)),
  )
  const suffix = forms.prefix === 'pg' ? 'index' : 'unique'
  const invented = [table.name, ...index.keys.map(({ column }) => column ?? ''), suffix]
  return others[0] === index && !isTaken(others.slice(1), invented)
}

const indexSource = (place: Place, index: Index): string => {
  const { forms, table } = place
  const isNameless = isNamelessIndex(place, index)
  if (isNameless && forms.prefix === 'sqlite') {
    const columns = index.keys.map(({ column }) => column ?? '')
    return `core.unique().on(${own(place, columns).slice(1, -1)})`
  }
  const maker = index.unique ? 'core.uniqueIndex' : 'core.index'
  const keys = index.keys.map((key) =>
    forms.key(key, key.column === null ? null : `t.${keyOf(table, key.column)}`),
  )
  const where = index.where === null ? '' : `.where(${raw(index.where.sql)})`
  const name = isNameless ? null : text(index.name)
  return `${call(maker, name)}${forms.keys(index, keys)}${forms.index(index)}${where}`
}

const tableSource = (place: Place): string => {
  const { forms, schema, table } = place
  const columns = table.columns.map((column, at) => `  c${at}: ${columnSource(place, column)},`)
  const parts = [
    ...table.constraints.map((item) => constraintSource(place, item)),
    ...table.indexes.map((index) => indexSource(place, index)),
    ...(isLinking(place.names) ? [] : table.policies.map((policy) => policySource(policy, schema))),
  ].filter((part) => part !== null)
  const extra = parts.length === 0 ? '' : `, (t) => [\n  ${parts.join(',\n  ')},\n]`
  const maker = forms.maker('table', table.namespace, schema)
  const variable = tableVariable(schema, table)
  const security = table.rowSecurity && table.policies.length === 0 ? '.enableRLS()' : ''
  return `export const ${variable} = ${maker}(${text(table.name)}, {\n${columns.join('\n')}\n}${extra})${security}`
}

/** A policy stands in its table, or beside it: each way has its turn. */
const isLinking = (names: Names): boolean => names === 'invented'

const linkedPolicies = (schema: Schema, names: Names): readonly string[] =>
  schema.tables
    .filter(() => isLinking(names))
    .flatMap((table) =>
      table.policies.map((policy, at) => {
        const variable = tableVariable(schema, table)
        return `export const ${variable}Policy${at} = ${policySource(policy, schema)}.link(${variable})`
      }),
    )

const namespaceVariable = (schema: Schema, namespace: string): string =>
  `namespace${schema.namespaces.findIndex(({ name }) => name === namespace)}`

/** A module that exports the models. `schema` must be declarable. */
export const drizzleSource = (schema: Schema, dialect: DialectName, names: Names): string => {
  const forms = FORMS[dialect]
  const lines = [
    `import { sql } from 'drizzle-orm'`,
    `import * as core from '${forms.core}'`,
    ...schema.namespaces.map(
      ({ name }) =>
        `export const ${namespaceVariable(schema, name)} = ${call('core.pgSchema', text(name))}`,
    ),
    ...schema.enums.map(({ namespace, name, values }, at) => {
      const maker =
        namespace === null ? 'core.pgEnum' : `${namespaceVariable(schema, namespace)}.enum`
      return `export const enum${at} = ${call(maker, text(name), list(values.map(text)))}`
    }),
    ...schema.roles.map((role, at) => `export const role${at} = ${roleSource(role)}`),
    ...schema.sequences.map((sequence, at) => {
      const maker = forms.maker('sequence', sequence.namespace, schema)
      return `export const sequence${at} = ${sequenceSource(sequence, maker)}`
    }),
    ...schema.tables.map((table) => tableSource({ forms, names, schema, table })),
    ...linkedPolicies(schema, names),
    ...schema.views.map((view, at) => {
      const kind = view.materialized ? 'materializedView' : 'view'
      const made = call(forms.maker(kind, view.namespace, schema), text(view.name), '{}')
      return `export const view${at} = ${made}${viewCalls(view)}.as(${raw(view.definition.sql)})`
    }),
  ]
  return `${lines.join('\n')}\n`
}
