/** The sequences behind serial columns, where they are not the usual ones. */
import { DiffkitError } from '../../../errors.ts'
import { relationName } from '../../../schema/counters.ts'
import { objectName, show } from '../../../schema/names.ts'
import { serialSequenceDefaults } from '../../../schema/types.ts'
import type { Column, QualifiedName, Sequence } from '../../../schema/types.ts'
import { literal, quoteObject } from '../../shared.ts'
import { normalizeSequence } from '../normalize.ts'
import { baseType, canonicalType, isSerial } from '../types.ts'
import { draft } from './draft.ts'
import type { Draft } from './draft.ts'
import { createSequenceSql, ownerSql } from './sequences.ts'

/** The sequence behind a serial column as an object of its own. */
export const serialSequence = (table: QualifiedName, column: Column): Sequence => {
  const { type, name, ...counts } = column.sequence ?? serialSequenceDefaults
  return normalizeSequence({
    ...counts,
    namespace: table.namespace,
    name: name ?? relationName(table.name, column.name, 'seq'),
    type: type ?? baseType(canonicalType(column.type)),
    comment: null,
    ownedBy: { table: objectName(table), column: column.name },
  })
}

/** Refuses to say of a column that counts in another way, or not at all, what is said of serials. */
export const refuseSequence = (table: QualifiedName, column: Column): void => {
  if (column.sequence === null || isSerial(canonicalType(column.type))) return
  throw new DiffkitError('INVALID_OPERATION', {
    operation: `give ${show(table)}.${column.name} a sequence`,
    reason: `its type is ${column.type}, and only a serial has one (an identity column says the same as \`identity\`)`,
  })
}

/** Columns as CREATE TABLE and ADD COLUMN take them, and what stands around that. */
export interface SpelledOut {
  readonly first: readonly Draft[]
  readonly columns: readonly Column[]
  readonly last: readonly Draft[]
}

/** `serial` makes the usual sequence: for another one, what the word stands for is written out. */
export const spellOutSerials = (table: QualifiedName, columns: readonly Column[]): SpelledOut => {
  const first: Draft[] = []
  const last: Draft[] = []
  const plain = columns.map((column): Column => {
    refuseSequence(table, column)
    if (column.sequence === null) return column
    const sequence = serialSequence(table, column)
    const name = quoteObject(sequence)
    first.push(draft(createSequenceSql({ ...sequence, ownedBy: null })))
    last.push(draft(`ALTER SEQUENCE ${name} OWNED BY ${ownerSql(sequence)}`))
    return {
      ...column,
      type: baseType(canonicalType(column.type)),
      nullable: false,
      default: { sql: `nextval(${literal(name)}::regclass)` },
    }
  })
  return { first, columns: plain, last }
}
