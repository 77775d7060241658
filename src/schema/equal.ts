/** Structural equality of schema values, and their canonical order. */
import { sameTokens } from '../util/tokens.ts'
import { compareNames, compareText, nameKey } from './names.ts'
import type { Expression, Schema, Table, View } from './types.ts'

/** Attributes that say where a value comes from, not what it is. */
const IGNORED = new Set(['named', 'origin', 'withData'])

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isExpression = (value: unknown): value is Expression =>
  isRecord(value) && typeof value['sql'] === 'string'

/** Whether both were printed by servers of one major version, so that the prints decide. */
const printedAlike = (a: Expression, b: Expression): boolean =>
  a.printed !== undefined && a.printed.major === b.printed?.major

/** Equal as far as texts tell: by their prints when one major printed both, else token by token. */
export const equalExpressions = (a: Expression, b: Expression): boolean => {
  if (sameTokens(a.sql, b.sql)) return true
  return printedAlike(a, b) && a.printed?.text === b.printed?.text
}

/** Deep equality of two schema values; expressions by meaning, provenance ignored. */
export const equal = (a: unknown, b: unknown): boolean => {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object') return false
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => equal(item, b[index]))
  }
  if (isExpression(a) && isExpression(b)) return equalExpressions(a, b)
  return isRecord(a) && isRecord(b) && equalRecords(a, b, IGNORED)
}

type Fields = Readonly<Record<string, unknown>>

/** A field that is absent equals one that is undefined. */
const equalRecords = (a: Fields, b: Fields, ignored: ReadonlySet<string>): boolean => {
  for (const key of Object.keys(a)) {
    if (!ignored.has(key) && !equal(a[key], b[key])) return false
  }
  for (const key of Object.keys(b)) {
    if (!(key in a) && !ignored.has(key) && b[key] !== undefined) return false
  }
  return true
}

/** The same, some fields of the two aside. */
export const equalBut = (a: object, b: object, aside: readonly string[]): boolean =>
  equalRecords({ ...a }, { ...b }, new Set([...IGNORED, ...aside]))

const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  compareText(a.name, b.name)

const sortedByName = <T extends { readonly name: string }>(items: readonly T[]): readonly T[] => {
  const isSorted = items.every((item, at) => {
    const before = items[at - 1]
    return before === undefined || byName(before, item) <= 0
  })
  return isSorted ? items : items.toSorted(byName)
}

/** Constraints, indexes and policies by name; columns stay in physical order. */
export const canonicalTable = (table: Table): Table => {
  const constraints = sortedByName(table.constraints)
  const indexes = sortedByName(table.indexes)
  const policies = sortedByName(table.policies)
  const isSorted =
    constraints === table.constraints && indexes === table.indexes && policies === table.policies
  return isSorted ? table : { ...table, constraints, indexes, policies }
}

/** Indexes by name. */
export const canonicalView = (view: View): View => {
  const indexes = sortedByName(view.indexes)
  return indexes === view.indexes ? view : { ...view, indexes }
}

type Values = Readonly<Record<string | number, unknown>>

const isValues = (value: unknown): value is Values => typeof value === 'object' && value !== null

/** The same to the last attribute, provenance included; what a server printed may be in `b` alone. Whole schemas pass here. */
const identical = (a: unknown, b: unknown): boolean => {
  if (a === b) return true
  if (!isValues(a) || !isValues(b) || Array.isArray(a) !== Array.isArray(b)) return false
  for (const key in a) if (a[key] !== b[key] && !identical(a[key], b[key])) return false
  for (const key in b) if (!(key in a) && key !== 'printed') return false
  return true
}

/**
 * The first schema with each table that is in the second as well, to the last attribute, being that
 * very object: whatever compares the two later is done with it at once. The second one's lists are
 * in canonical order, as those of a snapshot are.
 */
export const shareTables = (schema: Schema, other: Schema): Schema => {
  const others = new Map(other.tables.map((table) => [nameKey(table), table]))
  return {
    ...schema,
    tables: schema.tables.map((table) => {
      const same = others.get(nameKey(table))
      return same !== undefined && identical(canonicalTable(table), same) ? same : table
    }),
  }
}

/** Every list in its one order, so that equal schemas are written the same. */
export const canonicalSchema = (schema: Schema): Schema => ({
  extensions: schema.extensions.toSorted(byName),
  roles: schema.roles.toSorted(byName),
  namespaces: schema.namespaces.toSorted(byName),
  enums: schema.enums.toSorted(compareNames),
  sequences: schema.sequences.toSorted(compareNames),
  tables: schema.tables.toSorted(compareNames).map(canonicalTable),
  views: schema.views.toSorted(compareNames).map(canonicalView),
})

const withoutPositions = (schema: Schema): Schema => ({
  ...schema,
  tables: schema.tables.map((table) => ({ ...table, columns: table.columns.toSorted(byName) })),
})

/** Whether two schemas are the same, the order of lists and the position of columns aside. */
export const equalSchemas = (a: Schema, b: Schema): boolean =>
  equal(withoutPositions(canonicalSchema(a)), withoutPositions(canonicalSchema(b)))
