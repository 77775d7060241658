/** Columns that count: serial, identity and plain, and the ways between them. */
import type { Column, Counter, QualifiedName, Table } from '../../../schema/types.ts'
import { serialSequenceDefaults } from '../../../schema/types.ts'
import { objectName } from '../../../schema/names.ts'
import { literal, quote, quoteObject } from '../../shared.ts'
import { identitySql } from './clauses.ts'
import { draft } from './draft.ts'
import type { Draft } from './draft.ts'
import { goOnCounting, keepCount, ownSequence } from '../kept/counters.ts'
import { countingOf, countsDown, retyped } from '../counting.ts'
import type { Counting } from '../counting.ts'
import type { Handing } from './handed-sequences.ts'
import { changeClauses, createSequenceSql, isUsed, sequenceCounting } from './sequences.ts'
import { refuseSequence, serialSequence } from './serials.ts'
import { canonicalType, isSerial, sequenceBounds } from '../types.ts'

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
  const add = alter(place, `ADD ${identitySql(identity, place.table, place.column)}`)
  return [add, takeUp(place)]
}

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

/** `perform`: the change, with what stands at its end. */
const moveCounter = (
  place: Place,
  { from, to }: { readonly from: Counting; readonly to: Counting },
  perform: { readonly alone: (end: string) => Draft; readonly within: (end: string) => string },
): readonly Draft[] => {
  // It would come back over the numbers that it gave.
  if (countsDown(from) !== countsDown(to)) {
    return [perform.alone(` RESTART WITH ${to.start}`), catchUp(place, to)]
  }
  return [from.start === to.start ? perform.alone('') : orAnew(place, perform.within)]
}

const alterIdentity = (place: Place, from: Counting, to: Counting): readonly Draft[] => {
  const [old, next] = [place.old.identity, place.column.identity]
  if (old === null || next === null) return []
  const clauses = [
    ...(old.always === next.always
      ? []
      : [`SET GENERATED ${next.always ? 'ALWAYS' : 'BY DEFAULT'}`]),
    ...changeClauses(from, to).map((clause) => `SET ${clause}`),
  ]
  const set = (end: string): Draft => alter(place, `${clauses.join(' ')}${end}`)
  const change = { alone: set, within: (end: string) => set(end).sql }
  const renamed = next.name !== null && old.name !== next.name ? next.name : null
  return [
    ...(clauses.length === 0 ? [] : moveCounter(place, { from, to }, change)),
    ...(renamed === null ? [] : [renameSequence(place, renamed)]),
  ]
}

const alterSerial = (place: Place): readonly Draft[] => {
  const [old, next] = [place.old, place.column].map((item) => serialSequence(place.table, item))
  if (old === undefined || next === undefined) return []
  const [from, to] = [sequenceCounting(old), sequenceCounting(next)]
  const clauses = changeClauses(from, to)
  const set = (end: string): string => `ALTER SEQUENCE %s ${clauses.join(' ')}${end}`
  const own = ownSequence(objectName(place.table), place.column.name)
  const change = {
    alone: (end: string) => draft(onSequence(place, set(end))),
    within: (end: string) => `EXECUTE format(${literal(set(end))}, ${own})`,
  }
  return [
    ...(clauses.length === 0 ? [] : moveCounter(place, { from, to }, change)),
    ...(old.name === next.name ? [] : [renameSequence(place, next.name)]),
  ]
}

/** Of the old type still, and as it should be when the server has given it the new one together with the column. */
const readyFor = (from: Counting, to: Counting): Counting => {
  const { min, max } = retyped(from, to.type)
  return {
    ...to,
    type: from.type,
    min: min === to.min ? from.min : to.min,
    max: max === to.max ? from.max : to.max,
  }
}

/** The sequence of an identity column follows its type: bounds must fit into a smaller one by then. */
const changeIdentity = (place: Place): CounterChange => {
  const { old, column } = place
  if (old.identity === null || column.identity === null) return { before: [], after: [] }
  const from = countingOf(canonicalType(old.type), old.identity)
  const to = countingOf(canonicalType(column.type), column.identity)
  return isNarrower(to.type, from.type)
    ? { before: alterIdentity(place, from, readyFor(from, to)), after: [] }
    : { before: [], after: alterIdentity(place, retyped(from, to.type), to) }
}

const isNarrower = (type: string, than: string): boolean =>
  BigInt(sequenceBounds(type, '1').max) < BigInt(sequenceBounds(than, '1').max)

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
