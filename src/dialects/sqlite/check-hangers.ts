/** Views and triggers that would no longer compile after a rebuild. */
import { DiffkitError } from '../../errors.ts'
import type { Operation } from '../../operations/index.ts'
import type { Statement } from '../dialect.ts'
import { quote } from '../shared.ts'
import type { TableChange } from './change.ts'
import type { Hangers } from './hangers.ts'
import { parseTrigger } from './parse-other.ts'
import type { ParsedTrigger } from './parse-other.ts'
import { statement } from './statement.ts'
import { foldName, sameFolded } from './tokens.ts'

/** Names that no column has any more. */
const goneColumns = ({ before, after }: TableChange): readonly string[] => {
  const kept = new Set(after.columns.map(({ name }) => foldName(name)))
  return before.columns.map(({ name }) => name).filter((name) => !kept.has(foldName(name)))
}

/** Throws when a trigger waits for the update of a column that goes: it would never fire again. */
export const requireTriggerColumns = (change: TableChange, { triggers }: Hangers): void => {
  const gone = new Set(goneColumns(change).map(foldName))
  for (const { name, sql } of triggers) {
    const { table, columns } = parseTrigger(sql ?? '')
    if (!sameFolded(table, change.before.name)) continue
    const column = columns?.find((item) => gone.has(foldName(item)))
    if (column === undefined) continue
    throw new DiffkitError('OBJECT_IN_USE', {
      kind: 'Column',
      name: `${change.before.name}.${column}`,
      by: `trigger ${name}`,
    })
  }
}

const compileTrigger = ({ after }: TableChange, { event }: ParsedTrigger): string => {
  const table = quote(after.name)
  const plain = after.columns.find(({ generated }) => generated === null)?.name ?? 'rowid'
  if (event === 'delete') return `EXPLAIN DELETE FROM ${table}`
  if (event === 'insert') return `EXPLAIN INSERT INTO ${table} DEFAULT VALUES`
  return `EXPLAIN UPDATE ${table} SET ${quote(plain)} = ${quote(plain)}`
}

/** A statement that changes nothing and fails, by the engine's own judgement, where something broke. */
interface CompileCheck {
  readonly kind: 'view' | 'trigger'
  readonly name: string
  readonly sql: string
}

const compileChecks = (
  change: TableChange,
  { views, triggers }: Hangers,
): readonly CompileCheck[] => {
  if (goneColumns(change).length === 0) return []
  const own = triggers
    .map(({ name, sql }) => ({ name, trigger: parseTrigger(sql ?? '') }))
    .filter(({ trigger }) => sameFolded(trigger.table, change.before.name))
  return [
    ...views.map(({ name }): CompileCheck => {
      return { kind: 'view', name, sql: `EXPLAIN SELECT * FROM ${quote(name)}` }
    }),
    ...own.map(({ name, trigger }): CompileCheck => {
      return { kind: 'trigger', name, sql: compileTrigger(change, trigger) }
    }),
  ]
}

export const checkStatements = (
  change: TableChange,
  hangers: Hangers,
  source: Operation,
): readonly Statement[] =>
  compileChecks(change, hangers).map(({ kind, name, sql }) =>
    statement(sql, source, `${kind} ${name} still compiles`),
  )
