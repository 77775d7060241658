/** Columns that count: serial, identity and plain, and the ways between them. */
import type {
  Column,
  Counter,
  Identity,
  QualifiedName,
  Sequence,
  Table,
} from '../../../schema/types.ts'
import { serialSequenceDefaults } from '../../../schema/types.ts'
import { equal } from '../../../schema/equal.ts'
import { objectName } from '../../../schema/names.ts'
import { literal, quote, quoteObject } from '../../shared.ts'
import { identitySql } from './clauses.ts'
import { draft } from './draft.ts'
import type { Draft } from './draft.ts'
import { goOnCounting, keepCount, ownSequence } from '../kept/counters.ts'
import { withStart } from '../normalize.ts'
import type { Handing } from './handed-sequences.ts'
import { changeClauses, createSequenceSql, isUsed } from './sequences.ts'
import { refuseSequence, serialSequence } from './serials.ts'
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
  /** The sequence that its own may have become. */
  readonly gaveAway: QualifiedName | null
}

type Kind = 'none' | 'serial' | 'identity'

const counterOf = (column: Column): Kind => {
  if (column.identity !== null) return 'identity'
  return isSerial(canonicalType(column.type)) ? 'serial' : 'none'
}

const alter = ({ table, column }: Place, action: string): Draft =>
  draft(`ALTER TABLE ${quoteObject(table)} ALTER COLUMN ${quote(column.name)} ${action}`)

/** The sequence is found by its owner: its name does not follow renames. */
const onSequence = ({ table, column }: Place, statement: string, condition?: string): string => {
  const sequence = ownSequence(objectName(table), column.name)
  const execute = `EXECUTE format(${literal(statement)}, ${sequence});`
  const body =
    condition === undefined
      ? execute
      : `IF ${sequence}::regclass ${condition} THEN ${execute} END IF;`
  return `DO $diffkit$ BEGIN ${body} END $diffkit$`
}

const named = (name: QualifiedName): string => `to_regclass(${literal(quoteObject(name))})`

/** It may have the name by now: nobody has to say what a sequence is called that was renamed. */
const renameSequence = (place: Place, name: string): Draft => {
  const rename = `ALTER SEQUENCE %s RENAME TO ${quote(name).replaceAll('%', '%%')}`
  const own = named({ namespace: place.table.namespace, name })
  return draft(onSequence(place, rename, `IS DISTINCT FROM ${own}`))
}

/** Counting goes on behind the last value there is, in its direction. */
const catchUp = (place: Place, counter: Pick<Counter, 'start' | 'increment'>): Draft => {
  const column = quote(place.column.name)
  const name = objectName(place.table)
  const [last, reaches] = countsDown(counter) ? [`min(${column})`, '<='] : [`max(${column})`, '>=']
  return draft(
    `SELECT setval(${ownSequence(name, place.column.name)}, ${last}) FROM ${quoteObject(name)} HAVING ${last} ${reaches} ${counter.start}`,
    `counting goes on behind the ${countsDown(counter) ? 'least' : 'greatest'} value`,
  )
}

/** How the column counts; one that counts with nothing of its own does so as usual. */
const countOf = ({ identity, sequence }: Column): Counter =>
  identity ?? sequence ?? serialSequenceDefaults

/** A counter takes its place over from one that counts in the same direction. */
const goesOn = ({ old, column }: Place): boolean =>
  counterOf(old) !== 'none' &&
  counterOf(column) !== 'none' &&
  !countsDown(countOf(old)) &&
  !countsDown(countOf(column))

const takeUp = (place: Place): Draft =>
  goesOn(place)
    ? goOnCounting(objectName(place.table), place.column.name)
    : catchUp(place, countOf(place.column))

/** Where something else draws from the sequence of a serial, the server says so and it stays. */
const removeCounter = (place: Place, was: Kind): readonly Draft[] => {
  if (was === 'none') return []
  const kept = goesOn(place) ? [keepCount(objectName(place.table), place.column.name)] : []
  if (was === 'identity') return [...kept, alter(place, 'DROP IDENTITY')]
  return [
    ...kept,
    alter(place, 'DROP DEFAULT'),
    draft(
      onSequence(
        place,
        'DROP SEQUENCE %s',
        place.gaveAway === null ? undefined : `<> ${named(place.gaveAway)}`,
      ),
    ),
  ]
}

const makeSequence = (place: Place): readonly Draft[] => {
  const sequence = serialSequence(place.table, place.column)
  return [
    draft(createSequenceSql(sequence)),
    alter(place, `SET DEFAULT nextval(${literal(quoteObject(sequence))}::regclass)`),
    takeUp(place),
  ]
}

const addCounter = (place: Place, is: Kind): readonly Draft[] => {
  const { identity } = place.column
  if (is === 'serial') return makeSequence(place)
  if (identity === null) return []
  const add = alter(place, `ADD ${identitySql(identity, place.table, place.column.name)}`)
  return [add, takeUp(place)]
}

const COUNT_CLAUSES: Readonly<Record<string, (identity: Identity) => string>> = {
  start: ({ start }) => `SET START WITH ${start}`,
  increment: ({ increment }) => `SET INCREMENT BY ${increment}`,
  min: ({ min }) => (min === null ? 'SET NO MINVALUE' : `SET MINVALUE ${min}`),
  max: ({ max }) => (max === null ? 'SET NO MAXVALUE' : `SET MAXVALUE ${max}`),
  cache: ({ cache }) => `SET CACHE ${cache}`,
  cycle: ({ cycle }) => `SET ${cycle ? '' : 'NO '}CYCLE`,
}

const countsDown = ({ increment }: Pick<Counter, 'increment'>): boolean => increment.startsWith('-')

/** The usual bounds depend on the direction, so that a sequence that turns gets its bounds anew. */
const changedKeys = (old: Identity, next: Identity): readonly string[] =>
  Object.keys(COUNT_CLAUSES).filter((key) => {
    const turned = countsDown(old) !== countsDown(next) && (key === 'min' || key === 'max')
    return turned || !equal(Reflect.get(old, key), Reflect.get(next, key))
  })

/** A counter that nobody drew from yet goes to its new start; another one goes on from where it is. */
const orAnew = (place: Place, perform: (end: string) => string): Draft => {
  const used = literal(`SELECT ${isUsed('%1$s', '%1$L')}`)
  return draft(`DO $diffkit$ DECLARE used boolean; BEGIN
  EXECUTE format(${used}, ${ownSequence(objectName(place.table), place.column.name)}) INTO used;
  IF used THEN
    ${perform('')};
  ELSE
    ${perform(' RESTART')};
  END IF;
END $diffkit$`)
}

const setCounter = (place: Place, clauses: readonly string[], moves: boolean): readonly Draft[] => {
  if (clauses.length === 0) return []
  const set = alter(place, clauses.join(' '))
  return [moves ? orAnew(place, (end) => `${set.sql}${end}`) : set]
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
  const renamed = next.name !== null && old.name !== next.name ? next.name : null
  return [
    ...setCounter(place, clauses, !turns && keys.includes('start')),
    ...(renamed === null ? [] : [renameSequence(place, renamed)]),
  ]
}

/** The usual bounds depend on the type and the direction, so that a sequence gets them anew with these. */
const changesOfSerial = (old: Sequence, next: Sequence): readonly string[] => {
  const turns = countsDown(old) !== countsDown(next)
  return Object.keys(next).filter((key) => {
    if (key === 'name' || key === 'ownedBy') return false
    if ((key === 'min' || key === 'max') && (turns || old.type !== next.type)) return true
    return !equal(Reflect.get(old, key), Reflect.get(next, key))
  })
}

const alterSerial = (place: Place): readonly Draft[] => {
  const [old, next] = [place.old, place.column].map((item) => serialSequence(place.table, item))
  if (old === undefined || next === undefined) return []
  const keys = changesOfSerial(old, next)
  const ends = { before: withStart(old), after: withStart(next) }
  const moves = ['start', 'increment', 'min', 'max'].some(
    (key) => !equal(Reflect.get(ends.before, key), Reflect.get(ends.after, key)),
  )
  const turns = countsDown(old) !== countsDown(next)
  const set = `ALTER SEQUENCE %s ${changeClauses(keys, ends)}${turns ? ` RESTART WITH ${ends.after.start}` : ''}`
  const own = ownSequence(objectName(place.table), place.column.name)
  const change =
    moves && !turns
      ? orAnew(place, (end) => `EXECUTE format(${literal(`${set}${end}`)}, ${own})`)
      : draft(onSequence(place, set))
  return [
    ...(keys.length === 0 ? [] : [change]),
    ...(old.name === next.name ? [] : [renameSequence(place, next.name)]),
  ]
}

/** The sequence of an identity column follows its type. */
const widen = (place: Place): readonly Draft[] => {
  const [old, next] = [place.old, place.column].map(({ type }) => canonicalType(type))
  const { identity } = place.column
  if (old === next || next === undefined || identity === null) return []
  const { max } = sequenceBounds(next, identity.increment)
  const limit =
    identity.max === null && countsDown(identity) ? '' : ` MAXVALUE ${identity.max ?? max}`
  return [draft(onSequence(place, `ALTER SEQUENCE %s AS ${next}${limit}`))]
}

const boundOf = ({ type }: Column): bigint =>
  BigInt(sequenceBounds(baseType(canonicalType(type)), '1').max)

/** PostgreSQL gives the sequence the smaller type together with the column: its bounds must fit by then. */
const changeIdentity = (place: Place): CounterChange => {
  const identity = alterIdentity(place)
  return boundOf(place.column) < boundOf(place.old)
    ? { before: identity, after: widen(place) }
    : { before: [], after: [...widen(place), ...identity] }
}

/** What a column's change means for its counter; the values counted so far stay taken. */
export const counterChange = (place: Place): CounterChange => {
  const { old, column, handing } = place
  const [was, is] = [counterOf(old), counterOf(column)]
  if (column.sequence !== old.sequence) refuseSequence(place.table, column)
  if (was === is) {
    return is === 'serial' ? { before: [], after: alterSerial(place) } : changeIdentity(place)
  }
  const { first = [], last = [], keepsDefault = false } = handing ?? {}
  return {
    before: [...removeCounter(place, was), ...first],
    after: keepsDefault ? last : [...addCounter(place, is), ...last],
  }
}
