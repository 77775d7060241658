/** Columns that count: serial, identity and plain, and the ways between them. */
import type { Column, Identity, Table } from '../../../schema/types.ts'
import { identityDefaults } from '../../../schema/types.ts'
import { equal } from '../../../schema/equal.ts'
import { objectName } from '../../../schema/names.ts'
import { literal, quote, quoteObject } from '../../shared.ts'
import { identitySql } from './clauses.ts'
import { draft } from './draft.ts'
import type { Draft } from './draft.ts'
import { goOnCounting, keepCount, ownSequence } from '../kept/counters.ts'
import { relationName } from '../relation-names.ts'
import type { Handing } from './handed-sequences.ts'
import { isUsed } from './sequences.ts'
import { baseType, canonicalType, isSerial, sequenceBounds } from '../types.ts'

interface CounterChange {
  /** Takes the old counter away, before the type and default change. */
  readonly before: readonly Draft[]
  /** Gives the new one, when type and nullability are right. */
  readonly after: readonly Draft[]
}

interface Place {
  readonly table: Table
  readonly old: Column
  readonly column: Column
  /** What the column takes over of the sequence that it drew from. */
  readonly handing: Handing | null
  /** Whether its sequence may have become one that no column owns. */
  readonly gaveAway: boolean
}

type Counter = 'none' | 'serial' | 'identity'

const counterOf = (column: Column): Counter => {
  if (column.identity !== null) return 'identity'
  return isSerial(canonicalType(column.type)) ? 'serial' : 'none'
}

const alter = ({ table, column }: Place, action: string): Draft =>
  draft(`ALTER TABLE ${quoteObject(table)} ALTER COLUMN ${quote(column.name)} ${action}`)

/** The sequence is found by its owner: its name does not follow renames. */
const onSequence = ({ table, column }: Place, statement: string, ifAny = false): string => {
  const sequence = ownSequence(objectName(table), column.name)
  const execute = `EXECUTE format(${literal(statement)}, ${sequence});`
  const body = ifAny ? `IF ${sequence} IS NOT NULL THEN ${execute} END IF;` : execute
  return `DO $diffkit$ BEGIN ${body} END $diffkit$`
}

/** Counting goes on behind the last value there is, in its direction. */
const catchUp = (place: Place, identity: Pick<Identity, 'start' | 'increment'>): Draft => {
  const column = quote(place.column.name)
  const name = objectName(place.table)
  const [last, reaches] = countsDown(identity) ? [`min(${column})`, '<='] : [`max(${column})`, '>=']
  return draft(
    `SELECT setval(${ownSequence(name, place.column.name)}, ${last}) FROM ${quoteObject(name)} HAVING ${last} ${reaches} ${identity.start}`,
    `counting goes on behind the ${countsDown(identity) ? 'least' : 'greatest'} value`,
  )
}

/** A counter takes its place over from one that counts in the same direction. */
const goesOn = ({ old, column }: Place): boolean =>
  counterOf(old) !== 'none' &&
  counterOf(column) !== 'none' &&
  (old.identity === null || !countsDown(old.identity)) &&
  (column.identity === null || !countsDown(column.identity))

const takeUp = (place: Place, identity: Pick<Identity, 'start' | 'increment'>): Draft =>
  goesOn(place)
    ? goOnCounting(objectName(place.table), place.column.name)
    : catchUp(place, identity)

/** Where something else draws from the sequence of a serial, the server says so and it stays. */
const removeCounter = (place: Place, was: Counter): readonly Draft[] => {
  if (was === 'none') return []
  const kept = goesOn(place) ? [keepCount(objectName(place.table), place.column.name)] : []
  if (was === 'identity') return [...kept, alter(place, 'DROP IDENTITY')]
  return [
    ...kept,
    alter(place, 'DROP DEFAULT'),
    draft(onSequence(place, 'DROP SEQUENCE %s', place.gaveAway)),
  ]
}

const makeSequence = (place: Place): readonly Draft[] => {
  const { table, column } = place
  const name = relationName(table.name, column.name, 'seq')
  const sequence = quoteObject({ namespace: table.namespace, name })
  const type = baseType(canonicalType(column.type))
  return [
    draft(
      `CREATE SEQUENCE ${sequence} AS ${type} OWNED BY ${quoteObject(table)}.${quote(column.name)}`,
    ),
    alter(place, `SET DEFAULT nextval(${literal(sequence)}::regclass)`),
    takeUp(place, identityDefaults),
  ]
}

const addCounter = (place: Place, is: Counter): readonly Draft[] => {
  const { identity } = place.column
  if (is === 'serial') return makeSequence(place)
  if (identity === null) return []
  const add = alter(place, `ADD ${identitySql(identity, place.table, place.column.name)}`)
  return [add, takeUp(place, identity)]
}

const COUNT_CLAUSES: Readonly<Record<string, (identity: Identity) => string>> = {
  start: ({ start }) => `SET START WITH ${start}`,
  increment: ({ increment }) => `SET INCREMENT BY ${increment}`,
  min: ({ min }) => (min === null ? 'SET NO MINVALUE' : `SET MINVALUE ${min}`),
  max: ({ max }) => (max === null ? 'SET NO MAXVALUE' : `SET MAXVALUE ${max}`),
  cache: ({ cache }) => `SET CACHE ${cache}`,
  cycle: ({ cycle }) => `SET ${cycle ? '' : 'NO '}CYCLE`,
}

const countsDown = ({ increment }: Pick<Identity, 'increment'>): boolean =>
  increment.startsWith('-')

/** The usual bounds depend on the direction, so that a sequence that turns gets its bounds anew. */
const changedKeys = (old: Identity, next: Identity): readonly string[] =>
  Object.keys(COUNT_CLAUSES).filter((key) => {
    const turned = countsDown(old) !== countsDown(next) && (key === 'min' || key === 'max')
    return turned || !equal(Reflect.get(old, key), Reflect.get(next, key))
  })

/** Where the start moves, a counter that nobody drew from yet goes there; another one goes on from where it is. */
const setCounter = (place: Place, clauses: readonly string[], moves: boolean): readonly Draft[] => {
  if (clauses.length === 0) return []
  const set = alter(place, clauses.join(' '))
  if (!moves) return [set]
  const used = literal(`SELECT ${isUsed('%1$s', '%1$L')}`)
  return [
    draft(`DO $diffkit$ DECLARE used boolean; BEGIN
  EXECUTE format(${used}, ${ownSequence(objectName(place.table), place.column.name)}) INTO used;
  IF used THEN
    ${set.sql};
  ELSE
    ${set.sql} RESTART;
  END IF;
END $diffkit$`),
  ]
}

const alterIdentity = (place: Place): readonly Draft[] => {
  const [old, next] = [place.old.identity, place.column.identity]
  if (old === null || next === null) return []
  const keys = changedKeys(old, next)
  const turns = countsDown(old) !== countsDown(next)
  const clauses = [
    ...(old.always === next.always
      ? []
      : [`SET GENERATED ${next.always ? 'ALWAYS' : 'BY DEFAULT'}`]),
    ...keys.map((key) => COUNT_CLAUSES[key]?.(next) ?? ''),
    ...(turns ? [`RESTART WITH ${next.start}`] : []),
  ]
  const rename = `ALTER SEQUENCE %s RENAME TO ${quote(next.name ?? '').replaceAll('%', '%%')}`
  const renamed = next.name !== null && old.name !== next.name
  return [
    ...setCounter(place, clauses, !turns && keys.includes('start')),
    ...(renamed ? [draft(onSequence(place, rename))] : []),
  ]
}

/** The sequence of an identity column or serial keeps its own type: it follows the column's. */
const widen = (place: Place, counter: Counter): readonly Draft[] => {
  const [old, next] = [place.old, place.column].map(({ type }) => baseType(canonicalType(type)))
  if (old === next || next === undefined || counter === 'none') return []
  const bound = place.column.identity?.max ?? null
  const increment = place.column.identity?.increment ?? '1'
  const { max } = sequenceBounds(next, increment)
  const limit = bound === null && increment.startsWith('-') ? '' : ` MAXVALUE ${bound ?? max}`
  return [draft(onSequence(place, `ALTER SEQUENCE %s AS ${next}${limit}`))]
}

const boundOf = ({ type }: Column): bigint =>
  BigInt(sequenceBounds(baseType(canonicalType(type)), '1').max)

/** What a column's change means for its counter; the values counted so far stay taken. */
export const counterChange = (place: Place): CounterChange => {
  const [was, is] = [counterOf(place.old), counterOf(place.column)]
  if (was === is) {
    // PostgreSQL gives the sequence the smaller type together with the column: its bounds must fit by then.
    const narrows = is === 'identity' && boundOf(place.column) < boundOf(place.old)
    const identity = alterIdentity(place)
    return {
      before: narrows ? identity : [],
      after: [...widen(place, is), ...(narrows ? [] : identity)],
    }
  }
  const { first = [], last = [], keepsDefault = false } = place.handing ?? {}
  return {
    before: [...removeCounter(place, was), ...first],
    after: keepsDefault ? last : [...addCounter(place, is), ...last],
  }
}
