/** The constraints and indexes of a Drizzle table. */
import { objectName } from '../../../schema/names.ts'
import {
  checkDefaults,
  foreignKeyDefaults,
  indexDefaults,
  indexKeyDefaults,
  primaryKeyDefaults,
  uniqueDefaults,
} from '../../../schema/types.ts'
import { readKeyText } from '../ddl/key-text.ts'
import { clipName } from '../relation-names.ts'
import type {
  Constraint,
  ForeignKey,
  ForeignKeyAction,
  Index,
  IndexKey,
} from '../../../schema/types.ts'
import { readReference } from '../../read-reference.ts'
import { isExplicit } from '../../drizzle-objects.ts'
import { withoutColumns } from '../../unfinished-parts.ts'
import { tableAddress, writtenName } from './drizzle.ts'
import type {
  DrizzleColumn,
  DrizzleForeignKey,
  DrizzleIndex,
  DrizzleKey,
  DrizzleTableConfig,
  IndexedColumn,
} from './drizzle.ts'
import { invalid, invalidIn, isSql, partName, renderSql } from './context.ts'
import type { ModelContext } from './context.ts'

const names = ({ drizzle }: ModelContext, columns: readonly DrizzleColumn[]): readonly string[] =>
  columns.map((column) => drizzle.columnName(column))

/** As drizzle-kit names what the model does not: `users_email_unique`. */
const invent = (...parts: readonly string[]): string => parts.join('_')

/** Whether a name is none of those that are invented; compared as PostgreSQL cuts them. */
const isGiven = (
  name: string | undefined,
  columns: readonly DrizzleColumn[],
  invented: readonly (readonly string[])[],
): boolean => {
  const [first] = columns
  const table = first === undefined ? '' : writtenName(first.table)
  return (
    name !== undefined &&
    invented.every((parts) => clipName(name) !== clipName(invent(table, ...parts)))
  )
}

const explicitOf = (item: DrizzleKey, context: ModelContext, suffix: string): boolean => {
  const recorded = isExplicit(item)
  if (recorded !== null) return recorded
  // Some versions fill the name in, with the names that the columns have in TypeScript.
  const bare = item.columns.map(({ name }) => name)
  return isGiven(item.name, item.columns, [
    [...bare, suffix],
    [...names(context, item.columns), suffix],
  ])
}

const readPrimaryKeys = (
  context: ModelContext,
  config: DrizzleTableConfig,
): readonly Constraint[] => {
  const table = context.object.name
  const inline = config.columns.filter((column) => column.primary)
  const declared = config.primaryKeys.map((item): Constraint => {
    const columns = names(context, item.columns)
    const explicit = explicitOf(item, context, 'pk')
    return {
      ...primaryKeyDefaults,
      kind: 'primaryKey',
      columns,
      ...partName(item.name, invent(table, ...columns, 'pk'), explicit),
    }
  })
  if (inline.length === 0) return declared
  if (inline.length > 1 || declared.length > 0) {
    throw invalid(
      context,
      'it has more than one primary key',
      'Declare a composite key once, with `primaryKey({ columns: […] })`.',
    )
  }
  const columns = names(context, inline)
  return [
    {
      ...primaryKeyDefaults,
      kind: 'primaryKey',
      columns,
      ...partName(undefined, invent(table, 'pkey'), false),
    },
  ]
}

const inlineUnique = (context: ModelContext, column: DrizzleColumn): Constraint => {
  const table = context.object.name
  const cased = context.drizzle.columnName(column)
  const given = column.uniqueName
  const explicit = context.drizzle.fillsNames
    ? isGiven(
        given,
        [column],
        [
          [column.name, 'unique'],
          [cased, 'unique'],
        ],
      )
    : given !== undefined
  return {
    ...uniqueDefaults,
    kind: 'unique',
    columns: [cased],
    nullsNotDistinct: column.uniqueType === 'not distinct',
    ...partName(given, invent(table, cased, 'unique'), explicit),
  }
}

const tableUnique = (context: ModelContext, item: DrizzleKey): Constraint => {
  const columns = names(context, item.columns)
  if (columns.length === 0)
    throw withoutColumns(`unique constraint ${item.name ?? ''}`, invalidIn(context))
  const invented = invent(context.object.name, ...columns, 'unique')
  return {
    ...uniqueDefaults,
    kind: 'unique',
    columns,
    nullsNotDistinct: item.nullsNotDistinct ?? false,
    ...partName(item.name, invented, explicitOf(item, context, 'unique')),
  }
}

const ACTIONS: readonly ForeignKeyAction[] = [
  'no action',
  'restrict',
  'cascade',
  'set null',
  'set default',
]

const readAction = (action: string | undefined): ForeignKeyAction =>
  ACTIONS.find((known) => known === action) ?? 'no action'

const readForeignKey = (context: ModelContext, key: DrizzleForeignKey): ForeignKey => {
  const reference = readReference(key, invalidIn(context))
  const columns = names(context, reference.columns)
  const target = tableAddress(reference.foreignTable)
  const targetColumns = names(context, reference.foreignColumns)
  const invented = invent(context.object.name, ...columns, target.name, ...targetColumns, 'fk')
  return {
    ...foreignKeyDefaults,
    kind: 'foreignKey',
    columns,
    references: { table: objectName(target), columns: targetColumns },
    onDelete: readAction(key.onDelete),
    onUpdate: readAction(key.onUpdate),
    ...partName(reference.name, invented, isExplicit(key)),
  }
}

/** All constraints; a foreign key that is declared twice stands once. */
export const readConstraints = (
  context: ModelContext,
  config: DrizzleTableConfig,
): readonly Constraint[] => [
  ...readPrimaryKeys(context, config),
  ...config.columns
    .filter((column) => column.isUnique)
    .map((column) => inlineUnique(context, column)),
  ...config.uniqueConstraints.map((item) => tableUnique(context, item)),
  ...config.foreignKeys.map((key) => readForeignKey(context, key)),
  ...config.checks.map(({ name, value }): Constraint => ({
    ...checkDefaults,
    kind: 'check',
    expression: { sql: renderSql(context, value, `check ${name}`) },
    ...partName(name, name, true),
  })),
]

interface KeyContext extends ModelContext {
  readonly columns: readonly DrizzleColumn[]
  /** The index for people. */
  readonly index: string
}

const readKey = (context: KeyContext, key: unknown): IndexKey => {
  const { columns, index } = context
  if (isSql(key)) {
    const declared = columns.map((column) => context.drizzle.columnName(column))
    return readKeyText(renderSql(context, key, `a key of ${index}`), declared)
  }
  const { name, indexConfig = {} } = key as IndexedColumn
  const column = columns.find((item) => item.name === name)
  if (column === undefined) throw invalid(context, `${index} names the unknown column ${name}`)
  return {
    ...indexKeyDefaults,
    column: context.drizzle.columnName(column),
    order: indexConfig.order ?? 'asc',
    nulls: indexConfig.nulls ?? null,
    opclass: indexConfig.opClass ?? null,
  }
}

const parameters = (
  options: Readonly<Record<string, unknown>> | undefined,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(options ?? {})
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, String(value)]),
  )

export const readIndex = (
  context: ModelContext,
  index: DrizzleIndex,
  columns: readonly DrizzleColumn[],
): Index => {
  const { config } = index
  const label = config.name === undefined ? 'an index' : `index ${config.name}`
  if (config.columns.length === 0) throw withoutColumns(label, invalidIn(context))
  const keys = config.columns.map((key) => readKey({ ...context, columns, index: label }, key))
  const invented = invent(context.object.name, ...keys.map((key) => key.column ?? 'expr'), 'index')
  return {
    ...indexDefaults,
    keys,
    unique: config.unique,
    where:
      config.where === undefined
        ? null
        : { sql: renderSql(context, config.where, `the predicate of ${label}`) },
    method: config.method ?? 'btree',
    with: parameters(config.with),
    ...partName(config.name, invented, isExplicit(index)),
  }
}
