/** Sequences as SQL. https://www.postgresql.org/docs/current/sql-createsequence.html */
import type { AlterSequence } from '../../../operations/sequence.ts'
import type { SequenceSet } from '../../../schema/spec.ts'
import { sequenceDefaults } from '../../../schema/types.ts'
import type { Sequence } from '../../../schema/types.ts'
import { literal, quote, quoteObject } from '../../shared.ts'

type Clauses = { readonly [K in keyof Required<SequenceSet>]: (value: Sequence[K]) => string }

const bound = (word: string) => (value: string | null) =>
  value === null ? `NO ${word}` : `${word} ${value}`

/** The column behind OWNED BY. */
export const ownerSql = ({ ownedBy }: Pick<Sequence, 'ownedBy'>): string =>
  ownedBy === null ? 'NONE' : `${quoteObject(ownedBy.table)}.${quote(ownedBy.column)}`

const CLAUSES: Clauses = {
  type: (value) => `AS ${value}`,
  increment: (value) => `INCREMENT BY ${value}`,
  min: bound('MINVALUE'),
  max: bound('MAXVALUE'),
  start: (value) => `START WITH ${value}`,
  cache: (value) => `CACHE ${value}`,
  cycle: (value) => (value ? 'CYCLE' : 'NO CYCLE'),
  ownedBy: (value) => `OWNED BY ${ownerSql({ ownedBy: value })}`,
}

const clause = <K extends keyof SequenceSet>(sequence: Sequence, key: K & keyof Clauses): string =>
  CLAUSES[key](sequence[key])

const KEYS = ['type', 'increment', 'min', 'max', 'start', 'cache', 'cycle', 'ownedBy'] as const

export const createSequenceSql = (sequence: Sequence): string => {
  const said = KEYS.filter((key) => sequence[key] !== sequenceDefaults[key])
  return [
    `CREATE SEQUENCE ${quoteObject(sequence)}`,
    ...said.map((key) => clause(sequence, key)),
  ].join(' ')
}

/** A change of these moves a sequence that nobody drew from yet to its new start. */
const PLACE = ['type', 'increment', 'min', 'max', 'start'] as const

/** Whether a sequence was drawn from or set by hand: asked by its name, and by the same as a literal. */
export const isUsed = (name: string, text: string): string =>
  `(SELECT is_called OR last_value <> seqstart FROM ${name}, pg_sequence WHERE seqrelid = ${text}::regclass)`

/** What makes a sequence as it was before one as it is after; both with their starts as numbers. */
export const changeClauses = (
  keys: readonly string[],
  { before, after }: { readonly before: Sequence; readonly after: Sequence },
): string =>
  KEYS.filter((key) => keys.includes(key) || (key === 'start' && before.start !== after.start))
    .map((key) => clause(after, key))
    .join(' ')

/**
 * Both ends with their starts as numbers: a start that nobody named moves with the bound that it is. One that was drawn from goes on from
 * where it is, and PostgreSQL refuses bounds that leave that out; an unused one begins anew.
 */
export const alterSequenceSql = (
  op: AlterSequence,
  ends: { readonly before: Sequence; readonly after: Sequence },
): string => {
  const name = quoteObject(op.name)
  const alter = `ALTER SEQUENCE ${name} ${changeClauses(Object.keys(op.set), ends)}`
  if (!PLACE.some((key) => key in op.set)) return alter
  return [
    'DO $diffkit$ BEGIN',
    `  IF ${isUsed(name, literal(name))} THEN`,
    `    ${alter};`,
    '  ELSE',
    `    ${alter} RESTART;`,
    '  END IF;',
    'END $diffkit$',
  ].join('\n')
}
