/** The names of a model as they are written, however long: PostgreSQL keeps 63 bytes of each. */
import { isKind } from '../../drizzle-objects.ts'
import { isEnum, readView, writtenName } from './drizzle.ts'
import type { Drizzle } from './drizzle.ts'
import { clipName } from '../relation-names.ts'

export type NameKind = 'table' | 'column' | 'index' | 'constraint' | 'view' | 'sequence' | 'enum'

/** What a model writes, by the kind of thing that it names. */
export type WrittenNames = Readonly<Partial<Record<NameKind, readonly string[]>>>

/** The names that the model of a table writes. */
export const writtenNames = (drizzle: Drizzle, table: object): WrittenNames => {
  const config = drizzle.tableConfig(table)
  const keys = [...config.primaryKeys, ...config.uniqueConstraints]
  const names: readonly (string | undefined)[] = [
    ...config.checks.map(({ name }) => name),
    ...keys.map(({ name }) => name),
    ...config.columns.map(({ uniqueName }) => uniqueName),
    ...config.foreignKeys.map((key) => key.reference().name),
  ]
  return {
    table: [writtenName(table)],
    column: config.columns.map((column) => drizzle.writtenColumnName(column)),
    index: config.indexes.flatMap(({ config: { name } }) => name ?? []),
    constraint: names.filter((name) => name !== undefined),
  }
}

/** The written names that PostgreSQL cuts to a shorter one. */
export const cutTo = (names: readonly string[], name: string): readonly string[] => [
  ...new Set(names.filter((written) => written !== name && clipName(written) === name)),
]

/** The written name of a table, view, enum or sequence. */
export const writtenNameOf = (value: unknown): string => {
  if (isEnum(value)) return value.enumName
  if (isKind(value, 'PgSequence')) return String(Reflect.get(value, 'seqName'))
  if (isKind(value, 'PgTable')) return writtenName(value)
  return isKind(value, 'PgView') || isKind(value, 'PgMaterializedView') ? readView(value).name : ''
}
