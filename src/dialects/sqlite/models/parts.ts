/** The constraints and indexes of a Drizzle table. */
import {
  checkDefaults,
  foreignKeyDefaults,
  indexDefaults,
  indexKeyDefaults,
  primaryKeyDefaults,
} from '../../../schema/types.ts'
import type {
  Constraint,
  ForeignKey,
  ForeignKeyAction,
  Index,
  IndexKey,
  PrimaryKey,
} from '../../../schema/types.ts'
import { readReference } from '../../read-reference.ts'
import { isExplicit, isKind } from '../../drizzle-objects.ts'
import { withoutColumns } from '../../unfinished-parts.ts'
import { tableName } from './drizzle.ts'
import type {
  DrizzleColumn,
  DrizzleForeignKey,
  DrizzleIndex,
  DrizzleKey,
  DrizzleTableConfig,
} from './drizzle.ts'
import { inventForeignKey, inventIndex, inventPrimaryKey, inventUnique } from './invented-names.ts'
import { invalid, invalidIn, partName, renderSql } from './context.ts'
import type { ModelContext } from './context.ts'
import { parseKey } from '../parse/key.ts'

const ACTIONS = ['no action', 'restrict', 'cascade', 'set null', 'set default'] as const

const names = ({ drizzle }: ModelContext, columns: readonly DrizzleColumn[]): readonly string[] =>
  columns.map((column) => drizzle.columnName(column))

const uncased = (columns: readonly DrizzleColumn[]): readonly string[] =>
  columns.map(({ name }) => name)

const primaryKey = (
  context: ModelContext,
  key: DrizzleKey | null,
  columns: readonly DrizzleColumn[],
) => {
  const own = names(context, columns)
  const name = partName(key?.name, inventPrimaryKey(context.object, own), {
    explicit: key === null ? false : isExplicit(key),
    uncased: `${context.object}_${uncased(columns).join('_')}_pk`,
  })
  return { ...primaryKeyDefaults, kind: 'primaryKey', ...name, columns: own } as const
}

const readPrimaryKeys = (
  context: ModelContext,
  config: DrizzleTableConfig,
): readonly PrimaryKey[] => {
  const inline = config.columns.filter(({ primary }) => primary)
  const declared = config.primaryKeys.map((key) => primaryKey(context, key, key.columns))
  const all = inline.length > 0 ? [primaryKey(context, null, inline), ...declared] : declared
  if (all.length > 1) throw invalid(context, 'it has more than one primary key')
  return all
}

const action = (context: ModelContext, written: string | undefined): ForeignKeyAction => {
  const found = ACTIONS.find((item) => item === (written ?? 'no action'))
  if (found === undefined) throw invalid(context, `${written} is no action of a foreign key`)
  return found
}

const readForeignKey = (context: ModelContext, foreignKey: DrizzleForeignKey): ForeignKey => {
  const { name, columns, foreignTable, foreignColumns } = readReference(
    foreignKey,
    invalidIn(context),
  )
  const own = names(context, columns)
  const references = { table: tableName(foreignTable), columns: names(context, foreignColumns) }
  const plain = { table: references.table, columns: uncased(foreignColumns) }
  return {
    ...foreignKeyDefaults,
    kind: 'foreignKey',
    ...partName(name, inventForeignKey(context.object, own, references), {
      explicit: name === undefined ? false : isExplicit(foreignKey),
      uncased: inventForeignKey(context.object, uncased(columns), plain),
    }),
    columns: own,
    references,
    onDelete: action(context, foreignKey.onDelete),
    onUpdate: action(context, foreignKey.onUpdate),
  }
}

export const readConstraints = (
  context: ModelContext,
  config: DrizzleTableConfig,
): readonly Constraint[] => [
  ...readPrimaryKeys(context, config),
  ...config.foreignKeys.map((foreignKey) => readForeignKey(context, foreignKey)),
  ...config.checks.map(({ name, value }): Constraint => {
    const sql = renderSql(context, value, `the check ${name}`)
    return { ...checkDefaults, kind: 'check', name, expression: { sql } }
  }),
]

const columnKey = (column: string): IndexKey => ({ ...indexKeyDefaults, column })

const readKey = (
  context: ModelContext,
  key: unknown,
  { index, columns }: { readonly index: string; readonly columns: readonly string[] },
): IndexKey => {
  if (isKind(key, 'Column')) {
    return columnKey(context.drizzle.columnName(key as DrizzleColumn))
  }
  const parsed = parseKey(renderSql(context, key, `a key of index ${index}`))
  const { column, expression, collation, order } = parsed
  const known = column !== null && columns.includes(column)
  return {
    ...indexKeyDefaults,
    ...(known ? { column } : { expression: { sql: expression } }),
    collation,
    order,
  }
}

const readIndex = (
  context: ModelContext,
  index: DrizzleIndex,
  columns: readonly string[],
): Index => {
  const { name, unique, where, columns: written } = index.config
  if (written.length === 0)
    throw withoutColumns(`index ${name ?? ''}`.trimEnd(), invalidIn(context))
  const keys = written.map((key) => readKey(context, key, { index: name ?? '', columns }))
  const invented = inventIndex(
    context.object,
    keys.map((key) => key.column),
  )
  return {
    ...indexDefaults,
    ...partName(name, invented, { explicit: isExplicit(index) ?? name !== undefined }),
    unique,
    keys,
    where: where === undefined ? null : { sql: renderSql(context, where, `the where of ${name}`) },
  }
}

const uniqueIndex = (
  context: ModelContext,
  {
    name,
    columns,
    explicit,
  }: { name: string | undefined; columns: readonly DrizzleColumn[]; explicit: boolean | null },
): Index => {
  const own = names(context, columns)
  if (own.length === 0) throw withoutColumns(`unique constraint ${name ?? ''}`, invalidIn(context))
  return {
    ...indexDefaults,
    ...partName(name, inventUnique(context.object, own), {
      explicit,
      uncased: inventUnique(context.object, uncased(columns)),
    }),
    unique: true,
    keys: own.map(columnKey),
  }
}

/** Indexes, and what is unique: a unique index is added and dropped without a rebuild. */
export const readIndexes = (
  context: ModelContext,
  config: DrizzleTableConfig,
): readonly Index[] => {
  const columns = names(context, config.columns)
  return [
    ...config.indexes.map((index) => readIndex(context, index, columns)),
    ...config.columns
      .filter(({ isUnique }) => isUnique)
      .map((column) =>
        uniqueIndex(context, {
          name: column.uniqueName,
          columns: [column],
          explicit: context.drizzle.fillsNames ? null : column.uniqueName !== undefined,
        }),
      ),
    ...config.uniqueConstraints.map((unique) =>
      uniqueIndex(context, {
        name: unique.name,
        columns: unique.columns,
        explicit: isExplicit(unique),
      }),
    ),
  ]
}
