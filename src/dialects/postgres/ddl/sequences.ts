/** Sequences as SQL. https://www.postgresql.org/docs/current/sql-createsequence.html */
import type { Sequence } from '../../../schema/types.ts'
import { literal, quote, quoteObject } from '../../shared.ts'
import { countingOf, countsDown, firstNumber, retyped, saidBounds } from '../counting.ts'
import type { Counting } from '../counting.ts'
import { sequenceBounds } from '../types.ts'
import { draft } from './draft.ts'
import type { Draft } from './draft.ts'

const CLAUSES: { readonly [K in keyof Counting]: (value: Counting[K]) => string } = {
  type: (value) => `AS ${value}`,
  increment: (value) => `INCREMENT BY ${value}`,
  min: (value) => `MINVALUE ${value}`,
  max: (value) => `MAXVALUE ${value}`,
  start: (value) => `START WITH ${value}`,
  cache: (value) => `CACHE ${value}`,
  cycle: (value) => (value ? 'CYCLE' : 'NO CYCLE'),
}

const KEYS = ['type', 'increment', 'min', 'max', 'start', 'cache', 'cycle'] as const

const clause = <K extends keyof Counting>(counting: Counting, key: K): string =>
  CLAUSES[key](counting[key])

/** What makes a new sequence count so: all that the server would not choose. */
export const creationClauses = (counting: Counting, usualType: string): readonly string[] => {
  const { type, increment } = counting
  const { min, max } = sequenceBounds(type, increment)
  const start = firstNumber(counting)
  const usual = { type: usualType, increment: '1', min, max, start, cache: '1', cycle: false }
  return KEYS.filter((key) => counting[key] !== usual[key]).map((key) => clause(counting, key))
}

/** What makes a sequence that counts in one way count in another; `named` is said in any case. */
export const changeClauses = (
  before: Counting,
  after: Counting,
  named: readonly string[] = [],
): readonly string[] => {
  const kept = { ...retyped(before, after.type), type: before.type }
  const said = saidBounds(after.type, after)
  // To a new type, NO MINVALUE of one that counts up may mean the least number of that type, and not 1.
  const ends: readonly (keyof Counting)[] =
    before.type === after.type ? ['min', 'max'] : [countsDown(after) ? 'min' : 'max']
  const none = (key: keyof Counting): string | null =>
    (key === 'min' || key === 'max') && ends.includes(key) && said[key] === null
      ? `NO ${key.toUpperCase()}VALUE`
      : null
  return KEYS.filter((key) => named.includes(key) || kept[key] !== after[key]).map(
    (key) => none(key) ?? clause(after, key),
  )
}

export const sequenceCounting = (sequence: Sequence): Counting =>
  countingOf(sequence.type, sequence)

/** The column behind OWNED BY. */
export const ownerSql = ({ ownedBy }: Pick<Sequence, 'ownedBy'>): string =>
  ownedBy === null ? 'NONE' : `${quoteObject(ownedBy.table)}.${quote(ownedBy.column)}`

export const createSequenceSql = (sequence: Sequence): string =>
  [
    `CREATE SEQUENCE ${quoteObject(sequence)}`,
    ...creationClauses(sequenceCounting(sequence), 'bigint'),
    ...(sequence.ownedBy === null ? [] : [`OWNED BY ${ownerSql(sequence)}`]),
  ].join(' ')

/** Whether a sequence was drawn from or set by hand: asked by its name, and by the same as a literal. */
export const isUsed = (name: string, text: string): string =>
  `(SELECT is_called OR last_value <> seqstart FROM ${name}, pg_sequence WHERE seqrelid = ${text}::regclass)`

/**
 * `named`: what is said in any case. A sequence that was drawn from goes on from where it is, and PostgreSQL refuses bounds that
 * leave that out; an unused one begins at its new start.
 */
export const alterSequenceSql = (
  before: Sequence,
  after: Sequence,
  named: readonly string[],
): readonly Draft[] => {
  const [was, is] = [sequenceCounting(before), sequenceCounting(after)]
  const clauses = [
    ...changeClauses(was, is, named),
    ...(named.includes('ownedBy') ? [`OWNED BY ${ownerSql(after)}`] : []),
  ]
  if (clauses.length === 0) return []
  const name = quoteObject(after)
  const alter = `ALTER SEQUENCE ${name} ${clauses.join(' ')}`
  if (was.start === is.start) return [draft(alter)]
  return [
    draft(
      [
        'DO $diffkit$ BEGIN',
        `  IF ${isUsed(name, literal(name))} THEN`,
        `    ${alter};`,
        '  ELSE',
        `    ${alter} RESTART;`,
        '  END IF;',
        'END $diffkit$',
      ].join('\n'),
    ),
  ]
}
