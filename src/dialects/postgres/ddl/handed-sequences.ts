/** A sequence that becomes the counter of the column that draws from it, or was that: it stays, and its place with it. */
import type { AlterColumn } from '../../../operations/column.ts'
import type { Operation } from '../../../operations/index.ts'
import { usesSequence } from '../../../operations/sequence-names.ts'
import type { CreateSequence, DropSequence } from '../../../operations/sequence.ts'
import { relationName } from '../../../schema/counters.ts'
import { findColumn, findTable } from '../../../schema/edit.ts'
import { objectName, qualified, sameName } from '../../../schema/names.ts'
import { isOwner } from '../../../schema/owners.ts'
import type { Column, ObjectName, QualifiedName, Schema, Sequence } from '../../../schema/types.ts'
import { literal, quote, quoteObject } from '../../shared.ts'
import { draft, upkeep } from './draft.ts'
import type { CompileContext, Draft } from './draft.ts'
import { fittingName } from '../relation-names.ts'
import { alterSequenceSql, createSequenceSql, ownerSql } from './sequences.ts'
import { serialSequence } from './serials.ts'
import { canonicalType, isSerial } from '../types.ts'

const draws = (column: Column, sequence: Sequence): boolean =>
  column.default !== null && usesSequence(column.default.sql, sequence)

const counts = ({ type, identity }: Column): boolean =>
  identity !== null || isSerial(canonicalType(type))

/** What stands around the statements that make a column count by itself. */
export interface Handing {
  readonly first: readonly Draft[]
  readonly last: readonly Draft[]
  /** The default that draws from the sequence stays. */
  readonly keepsDefault: boolean
}

const isAbout = (op: AlterColumn, table: ObjectName, column: string): boolean =>
  sameName(op.table, table) && op.name === column

/** Whether a later operation takes the column, or its default, away. */
const isGivenUp = (table: ObjectName, column: string, later: Operation): boolean =>
  later.kind === 'alterColumn'
    ? later.set.default !== undefined && isAbout(later, table, column)
    : (later.kind === 'dropTable' && sameName(later.name, table)) ||
      (later.kind === 'dropColumn' && sameName(later.table, table) && later.name === column)

const becomesCounter = (op: Operation): op is AlterColumn =>
  op.kind === 'alterColumn' &&
  ((op.set.identity ?? null) !== null || isSerial(canonicalType(op.set.type ?? '')))

/** Whether it is the usual name of the counter of the column that becomes one. */
const isNameOf = ({ table, name }: AlterColumn, sequence: Sequence): boolean =>
  relationName(qualified(table).name, name, 'seq') === sequence.name

/** Of several columns that drew from it and now count, the one takes it over that has its name, else the last. */
const isTaker = (
  op: AlterColumn,
  sequence: Sequence,
  { before, earlier, following }: CompileContext,
): boolean => {
  const later = following.filter(
    (item) =>
      becomesCounter(item) && draws(findColumn(findTable(before, item.table), item.name), sequence),
  )
  if (later.length > 0) return op.set.identity === undefined && isNameOf(op, sequence)
  return !earlier.some((item) => becomesCounter(item) && isNameOf(item, sequence))
}

/** The sequence that the column goes on to draw from, where it is dropped once the column counts by itself. */
const handedOver = (op: AlterColumn, context: CompileContext): Sequence | null => {
  const { before, after, following } = context
  const old = findColumn(findTable(before, op.table), op.name)
  if (counts(old) || !counts(findColumn(findTable(after, op.table), op.name))) return null
  const found = before.sequences.find(
    (item) =>
      draws(old, item) &&
      item.namespace === qualified(op.table).namespace &&
      following.some((later) => later.kind === 'dropSequence' && sameName(later.name, item)),
  )
  if (found === undefined || !isTaker(op, found, context)) return null
  const staysInUse = before.tables.some((table) =>
    table.columns.some(
      (item) =>
        item !== old &&
        draws(item, found) &&
        !following.some((later) => isGivenUp(objectName(table), item.name, later)),
    ),
  )
  return staysInUse ? null : found
}

const isFree = (schema: Schema, item: Sequence): boolean =>
  !schema.sequences.some((other) => sameName(other, item))

/** Makes the sequence that of a serial column; the default that draws from it stays. */
const giveToSerial = (
  sequence: Sequence,
  op: AlterColumn,
  { before, after }: CompileContext,
): readonly Draft[] => {
  const column = findColumn(findTable(after, op.table), op.name)
  const wanted = serialSequence(qualified(op.table), column)
  const own = { ...sequence, name: isFree(before, wanted) ? wanted.name : sequence.name }
  return [
    ...(own.name === sequence.name
      ? []
      : [draft(`ALTER SEQUENCE ${quoteObject(sequence)} RENAME TO ${quote(own.name)}`)]),
    ...alterSequenceSql(own, { ...wanted, name: own.name }, []),
    draft(
      `ALTER SEQUENCE ${quoteObject(own)} OWNED BY ${quoteObject(op.table)}.${quote(op.name)}`,
      'the column owns the sequence that it draws from',
    ),
  ]
}

const awayFrom = (name: string): string => fittingName(`${name}__old`)

const copyCount = (from: ObjectName, to: ObjectName): Draft =>
  draft(
    `SELECT setval(${literal(quoteObject(to))}, last_value) FROM ${quoteObject(from)} WHERE is_called`,
    'counting goes on from where it was',
  )

/** What a column that counts from now on takes over of the sequence that it drew from; `null`: nothing. */
export const handingOf = (op: AlterColumn, context: CompileContext): Handing | null => {
  const sequence = handedOver(op, context)
  if (sequence === null) return null
  const { identity } = findColumn(findTable(context.after, op.table), op.name)
  if (identity === null) {
    return { first: [], last: giveToSerial(sequence, op, context), keepsDefault: true }
  }
  const { namespace } = sequence
  const away = { namespace, name: awayFrom(sequence.name) }
  const own = identity.name ?? relationName(qualified(op.table).name, op.name, 'seq')
  return {
    first: [draft(`ALTER SEQUENCE ${quoteObject(sequence)} RENAME TO ${quote(away.name)}`)],
    last: [copyCount(away, { namespace, name: own }), draft(`DROP SEQUENCE ${quoteObject(away)}`)],
    keepsDefault: false,
  }
}

/** Drops a sequence; one that a column has taken over, or of whose name it made its own, stays. */
export const dropSequenceSql = (
  op: DropSequence,
  { earlier }: CompileContext,
): readonly Draft[] => {
  const name = quoteObject(op.name)
  const drop = `DROP SEQUENCE ${name}`
  if (!earlier.some(becomesCounter)) return [draft(drop)]
  return [
    draft(
      `DO $diffkit$ BEGIN
  IF EXISTS (SELECT FROM pg_class c WHERE c.oid = to_regclass(${literal(name)}) AND NOT EXISTS (
    SELECT FROM pg_depend o LEFT JOIN pg_attrdef f ON f.adrelid = o.refobjid AND f.adnum = o.refobjsubid
     WHERE o.classid = 'pg_class'::regclass AND o.objid = c.oid AND o.refobjsubid > 0 AND (o.deptype = 'i' OR o.deptype = 'a' AND EXISTS (
       SELECT FROM pg_depend WHERE classid = 'pg_attrdef'::regclass AND objid = f.oid AND refobjid = c.oid)))) THEN
    ${drop};
  END IF;
END $diffkit$`,
      'unless a column has taken it over',
    ),
  ]
}

/** The counting column that is to draw from the new sequence instead. */
const giverOf = (
  { sequence }: CreateSequence,
  { before, following }: CompileContext,
): { readonly op: AlterColumn; readonly column: Column } | null => {
  for (const op of following) {
    if (op.kind !== 'alterColumn' || qualified(op.table).namespace !== sequence.namespace) continue
    if (op.set.default === undefined || op.set.default === null) continue
    if (!usesSequence(op.set.default.sql, sequence)) continue
    const table = before.tables.find((item) => sameName(item, op.table))
    const column = table?.columns.find(({ name }) => name === op.name)
    if (column !== undefined && counts(column)) return { op, column }
  }
  return null
}

/** Makes a sequence: out of the counter of the column that will draw from it, where there is such a one. */
export const createOrTakeSequence = (
  op: CreateSequence,
  context: CompileContext,
): readonly Draft[] => {
  const { sequence } = op
  const giver = giverOf(op, context)
  if (giver === null) return [draft(createSequenceSql(sequence))]
  const { table, name } = giver.op
  const counter = `pg_get_serial_sequence(${literal(quoteObject(table))}, ${literal(name)})`
  const rename = (to: string, condition: string): Draft =>
    draft(`DO $diffkit$ BEGIN
  IF ${condition} THEN
    EXECUTE format(${literal(`ALTER SEQUENCE %s RENAME TO ${quote(to).replaceAll('%', '%%')}`)}, ${counter});
  END IF;
END $diffkit$`)
  const taken = `${counter}::regclass = to_regclass(${literal(quoteObject(sequence))})`
  if (giver.column.identity === null) {
    return [
      rename(sequence.name, `(${taken}) IS NOT TRUE`),
      ...(isOwner(sequence.ownedBy, table, name)
        ? []
        : [
            draft(
              `ALTER SEQUENCE ${quoteObject(sequence)} OWNED BY ${ownerSql(sequence)}`,
              'the column gives it away',
            ),
          ]),
      ...alterSequenceSql(
        { ...serialSequence(qualified(table), giver.column), name: sequence.name },
        sequence,
        [],
      ),
    ]
  }
  const own = literal(quoteObject(sequence)).replaceAll('%', '%%')
  const copy = `SELECT setval(${own}, last_value) FROM %s WHERE is_called`
  return [
    rename(awayFrom(sequence.name), taken),
    draft(createSequenceSql(sequence)),
    draft(
      `DO $diffkit$ BEGIN EXECUTE format(${literal(copy)}, ${counter}); END $diffkit$`,
      'counting goes on from where it was',
    ),
  ]
}

/** The sequence that the column draws from now, and may have given its counter to. */
export const gaveAway = (op: AlterColumn, { earlier }: CompileContext): QualifiedName | null => {
  const sql = op.set.default?.sql
  if (sql === undefined) return null
  const made = earlier.flatMap((item) => (item.kind === 'createSequence' ? [item.sequence] : []))
  return made.find((item) => usesSequence(sql, item)) ?? null
}

/**
 * A sequence may be owned by a column that does not count with it, which no Schema says: it would go with
 * the column. `column`: a dropped one; else the whole table goes.
 */
export const disownSequences = (
  table: ObjectName,
  { before }: CompileContext,
  column: string | null = null,
): readonly Draft[] => {
  if (before.sequences.length === 0) return []
  const names = before.sequences.map((item) => `to_regclass(${literal(quoteObject(item))})`)
  const place =
    column === null
      ? ''
      : ` AND refobjsubid = (SELECT attnum FROM pg_attribute WHERE attrelid = d.refobjid AND attname = ${literal(column)})`
  return [
    upkeep(
      `DO $diffkit$
DECLARE owned regclass;
BEGIN
  FOR owned IN SELECT d.objid::regclass FROM pg_depend d
    WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'a'
      AND d.refobjid = ${literal(quoteObject(table))}::regclass${place}
      AND d.objid IN (${names.join(', ')})
  LOOP
    EXECUTE format('ALTER SEQUENCE %s OWNED BY NONE', owned);
  END LOOP;
END $diffkit$`,
      'keeps the sequences that would go with it',
    ),
  ]
}
