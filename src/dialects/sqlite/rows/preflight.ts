/** What the rows of a table must be asked before a step changes it. */
import { qualified, sameName } from '../../../schema/names.ts'
import type { Column, ForeignKey, Index, IndexKey } from '../../../schema/types.ts'
import type { Precheck, Step } from '../../dialect.ts'
import { quote } from '../../shared.ts'
import { runOf, summarize } from '../plan/change.ts'
import type { ColumnSource, TableChange } from '../plan/change.ts'
import { altersValue, asStored, refusesValue } from './conversions.ts'
import { impliesNotNull, rowidAlias } from '../normalize.ts'
import { askDuplicates, askRows, columnsIn, isPlain } from './precheck.ts'

const ALL = '1'

/** Whether a column that is NOT NULL may meet a NULL. */
const mayBeNull = ({ before, after }: TableChange, column: Column, source: ColumnSource) => {
  if (source.using !== null) return true
  // The rows are numbered where the key that is to be their rowid says nothing.
  if (source.from === null) return column.default === null && rowidAlias(after) !== column.name
  return before.columns.some(
    ({ name, nullable }) => name === source.from && nullable && !impliesNotNull(before, name),
  )
}

/** Over the old row; a value that was said to be something else is not to be guessed at. */
const fillOf = ({ default: fallback }: Column, { from, using }: ColumnSource): string | null => {
  if (fallback === null || from === null || using !== null) return null
  const name = /^[a-z_][a-z0-9_]*$/.test(from) ? from : quote(from)
  return `coalesce(${name}, ${fallback.sql})`
}

const nullQuestion = (change: TableChange, column: Column): readonly Precheck[] => {
  const source = change.columns.get(column.name)
  const takesNull = column.nullable && !impliesNotNull(change.after, column.name)
  if (source === undefined || takesNull || column.generated !== null) return []
  if (!mayBeNull(change, column, source)) return []
  const question = askRows(change, {
    problem: source.from === null && source.using === null ? 'noValue' : 'null',
    column: column.name,
    part: null,
    condition: `${quote(column.name)} IS NULL`,
    shown: [],
  })
  return [{ ...question, fill: fillOf(column, source) }]
}

/** A value of the column before, where an expression gives it from now on. */
const replacedQuestions = (
  change: TableChange,
  { name }: Column,
  expression: string,
): readonly Precheck[] => {
  const value = quote(name)
  const condition = `${value} IS NOT (${expression})`
  const about = { problem: 'replaced', column: name, part: null } as const
  return [askRows(change, { ...about, condition, shown: [value] })]
}

/** Why the column no longer takes every value, if it does not. */
const strictnessOf = (
  { before, after }: TableChange,
  { name }: Column,
  { from, altered }: ColumnSource,
): 'refused' | 'noRowid' | null => {
  if (rowidAlias(after) === name && rowidAlias(before) !== from) return 'noRowid'
  return after.strict && (altered.has('type') || !before.strict) ? 'refused' : null
}

const valueQuestions = (change: TableChange, column: Column): readonly Precheck[] => {
  const source = change.columns.get(column.name)
  const before = change.before.columns.find(({ name }) => name === source?.from)
  if (before === undefined || source?.using !== null) return []
  const { generated, type } = column
  if (generated !== null) {
    if (before.generated !== null) return []
    return replacedQuestions(change, column, generated.expression.sql)
  }
  const value = quote(column.name)
  const strictness = strictnessOf(change, column, source)
  const from = { type: before.type, strict: change.before.strict }
  const conditions = [
    [strictness ?? 'refused', strictness === null ? null : refusesValue(type, value)],
    ['altered', altersValue(from, { type, strict: change.after.strict }, value)],
  ] as const
  return conditions.flatMap(([problem, condition]) =>
    condition === null
      ? []
      : [askRows(change, { problem, column: column.name, part: null, condition, shown: [value] })],
  )
}

const checkQuestions = (change: TableChange): readonly Precheck[] =>
  change.after.constraints.flatMap((item): readonly Precheck[] => {
    if (item.kind !== 'check' || change.constraints.get(item.name) !== null) return []
    const { sql } = item.expression
    const read = columnsIn(sql, change.after)
    if (!read.every((name) => isPlain(change, name))) return []
    const condition = `NOT (${sql})`
    const shown = read.map(quote)
    return [askRows(change, { problem: 'check', column: null, part: item.name, condition, shown })]
  })

interface UniqueKey {
  readonly name: string
  readonly keys: readonly Pick<IndexKey, 'column' | 'expression' | 'collation'>[]
  readonly where: string | null
  readonly isNew: boolean
}

const uniqueKeys = ({ after, constraints, indexes }: TableChange): readonly UniqueKey[] => [
  ...after.indexes
    .filter(({ unique }) => unique)
    .map((index: Index) => ({
      name: index.name,
      keys: index.keys,
      where: index.where?.sql ?? null,
      isNew: indexes.get(index.name) === null,
    })),
  ...after.constraints.flatMap((item): readonly UniqueKey[] => {
    if (item.kind !== 'primaryKey') return []
    const keys = item.columns.map((column) => ({ column, expression: null, collation: null }))
    return [{ name: item.name, keys, where: null, isNew: constraints.get(item.name) === null }]
  }),
]

const termOf = ({ after }: TableChange, key: UniqueKey['keys'][number]): string => {
  const column = after.columns.find(({ name }) => name === key.column)
  const collation = key.collation ?? column?.collation ?? 'BINARY'
  const what =
    column === undefined
      ? `(${key.expression?.sql ?? ''})`
      : asStored({ type: column.type, strict: after.strict }, quote(column.name))
  return `${what} COLLATE ${quote(collation)}`
}

const isRefilled = ({ columns, before, after }: TableChange, name: string): boolean => {
  const source = columns.get(name)
  if (source === undefined || source.using !== null || before.strict !== after.strict) return true
  return source.altered.has('collation') || source.altered.has('type')
}

const duplicateQuestions = (change: TableChange): readonly Precheck[] =>
  uniqueKeys(change).flatMap((key): readonly Precheck[] => {
    const texts = [...key.keys.map(({ expression }) => expression?.sql ?? ''), key.where ?? '']
    const named = key.keys.flatMap(({ column }) => (column === null ? [] : [column]))
    const read = texts.flatMap((sql) => columnsIn(sql, change.after))
    if (!key.isNew && !named.some((name) => isRefilled(change, name))) return []
    if (!read.every((name) => isPlain(change, name))) return []
    const known = change.after.columns.filter(({ generated }) => generated === null)
    const usable = named.every(
      (name) => isPlain(change, name) || known.some((column) => column.name === name),
    )
    if (!usable) return []
    return [
      askDuplicates(change, {
        problem: 'duplicate',
        column: named.length === 1 ? (named[0] ?? null) : null,
        part: key.name,
        condition: key.where === null ? ALL : `(${key.where})`,
        shown: key.keys.map((item) => termOf(change, item)),
      }),
    ]
  })

const orphanQuestion = (change: TableChange, key: ForeignKey): readonly Precheck[] => {
  if (!key.columns.every((name) => isPlain(change, name))) return []
  const own = sameName(key.references.table, change.after)
  const target = own ? change.before.name : qualified(key.references.table).name
  const found = key.references.columns.map((name) =>
    own ? (change.columns.get(name)?.from ?? null) : name,
  )
  if (found.includes(null)) return []
  const child = quote(change.after.name)
  const matches = found.map(
    (name, at) =>
      `"diffkit parent".${quote(name ?? '')} = ${child}.${quote(key.columns[at] ?? '')}`,
  )
  const parent = `SELECT 1 FROM ${quote(target)} AS "diffkit parent" WHERE ${matches.join(' AND ')}`
  const known = key.columns.map((name) => `${quote(name)} IS NOT NULL`)
  return [
    askRows(change, {
      problem: 'orphan',
      column: null,
      part: key.name,
      condition: `${known.join(' AND ')} AND NOT EXISTS (${parent})`,
      shown: key.columns.map(quote),
    }),
  ]
}

const orphanQuestions = (change: TableChange): readonly Precheck[] =>
  change.after.constraints.flatMap((item) =>
    item.kind === 'foreignKey' && change.constraints.get(item.name) === null
      ? orphanQuestion(change, item)
      : [],
  )

/** What may stop the step, asked of the rows that are there; in the order in which people mend it. */
export const prechecks = (step: Step): readonly Precheck[] => {
  const run = runOf(step.operations)
  if (run === null) return []
  const change = summarize(run, step.before)
  return [
    ...change.after.columns.flatMap((column) => nullQuestion(change, column)),
    ...change.after.columns.flatMap((column) => valueQuestions(change, column)),
    ...checkQuestions(change),
    ...duplicateQuestions(change),
    ...orphanQuestions(change),
  ]
}
