/** An index that is dropped and made again is looked at as closely as before. */
import type { CreateIndex, DropIndex } from '../../../operations/indexes.ts'
import type { Operation } from '../../../operations/index.ts'
import { nameKey, qualified, sameName } from '../../../schema/names.ts'
import type { Index, ObjectName } from '../../../schema/types.ts'
import { literal, quoteObject } from '../../shared.ts'
import type { CompileContext, Draft } from '../ddl/draft.ts'
import { bringBack, settingOf, takeAway } from './kept.ts'
import { indexStatistics } from './view-parts.ts'

const settingFor = (table: ObjectName, name: string): string =>
  settingOf('statistics', nameKey(table), name)

/** The keys that may have a target of their own: https://www.postgresql.org/docs/current/sql-alterindex.html */
const computedKeys = ({ keys }: Index): readonly number[] =>
  keys.flatMap(({ expression }, at) => (expression === null ? [] : [at + 1]))

const isFor = (op: Operation, table: ObjectName, name: string): boolean => {
  if (op.kind !== 'createIndex' && op.kind !== 'dropIndex') return false
  const own = op.kind === 'createIndex' ? op.index.name : op.name
  return op.online !== true && own === name && sameName(op.table, table)
}

/** Remembers the targets of an index that a later operation makes again. */
export const keepStatistics = (
  { table, name }: DropIndex,
  { following }: Pick<CompileContext, 'following'>,
): readonly Draft[] => {
  const next = following.find((op) => op.kind === 'createIndex' && isFor(op, table, name))
  const keys = next?.kind === 'createIndex' ? computedKeys(next.index) : []
  if (keys.length === 0) return []
  const index = quoteObject({ namespace: qualified(table).namespace, name })
  return [
    takeAway(
      settingFor(table, name),
      `SELECT NULL AS gone, ${indexStatistics} WHERE indexrelid = ${literal(index)}::regclass AND attnum IN (${keys.join(', ')}) AND attstattarget >= 0`,
      'keeps how closely ANALYZE looks at the index',
    ),
  ]
}

/** Sets them again. */
export const regainStatistics = (
  { table, index }: CreateIndex,
  { earlier }: Pick<CompileContext, 'earlier'>,
): readonly Draft[] =>
  computedKeys(index).length > 0 &&
  earlier.some((op) => op.kind === 'dropIndex' && isFor(op, table, index.name))
    ? [bringBack(settingFor(table, index.name))]
    : []
