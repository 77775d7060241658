/** The catalog's rows of one table → a Table. */
import { identityDefaults } from '../../../schema/types.ts'
import type {
  Column,
  Constraint,
  Identity,
  Index,
  Policy,
  PolicyCommand,
  QualifiedName,
  SerialSequence,
  Table,
} from '../../../schema/types.ts'
import { readEach } from './alike.ts'
import type { ByRelation } from './alike.ts'
import { columnAt } from './columns.ts'
import type { ColumnRow, ColumnsOf } from './columns.ts'
import type { Reading, RelationRow, SequenceRow } from './queries.ts'
import type { PolicyRow } from './others.ts'
import { rememberFor } from '../../../util/remember.ts'
import { groupBy } from './group.ts'
import { readConstraint } from './read-constraints.ts'
import { readIndex, readParameters } from './read-indexes.ts'
import type { NamesOf } from './read-indexes.ts'
import { printedExpression } from '../print/printed.ts'
import { saidBounds } from '../counting.ts'
import { canonicalType, serialOver } from '../types.ts'

const readType = ({ type }: ColumnRow): string => canonicalType(type)

/** How a sequence counts. */
export const readCounter = (row: SequenceRow): Omit<Identity, 'always' | 'name'> => {
  const { start, increment, cache, cycle } = row
  return { start, increment, ...saidBounds(row.type, row), cache, cycle }
}

const readIdentity = (row: ColumnRow, sequence: SequenceRow | undefined): Identity => {
  const always = row.identity === 'a'
  if (sequence === undefined) return { ...identityDefaults, always }
  return { always, name: sequence.name, ...readCounter(sequence) }
}

const readSerial = (row: SequenceRow): SerialSequence => ({
  name: row.name,
  type: row.type,
  ...readCounter(row),
})

const NEXTVAL = /^nextval\('(?:[^']|'')*'::regclass\)$/

/** A required integer column that draws from the sequence which it owns. */
const isSerialColumn = (row: ColumnRow, sequence: SequenceRow | undefined): boolean =>
  row.required &&
  sequence?.ownership === 'a' &&
  sequence.feeds_owner &&
  NEXTVAL.test(row.expression ?? '')

/** Whether a sequence is the counter of the column that owns it, or of one that is not read, and no object of its own. */
export const isCounter = (sequence: SequenceRow, columns: ColumnsOf): boolean => {
  if (sequence.ownership === 'i') return true
  const owner = columnAt(columns, sequence.owner, sequence.owner_column)
  return (
    owner === undefined || (isSerialColumn(owner, sequence) && serialOver(readType(owner)) !== null)
  )
}

type Codes = Readonly<Record<string, string | undefined>>

const STORAGE: Codes = { p: 'plain', e: 'external', x: 'extended', m: 'main' }
const COMPRESSION: Codes = { p: 'pglz', l: 'lz4' }

const readSettings = ({
  storage,
  compression,
  statistics,
}: ColumnRow): Pick<Column, 'storage' | 'compression' | 'statistics'> => ({
  storage: STORAGE[storage ?? ''] ?? null,
  compression: COMPRESSION[compression ?? ''] ?? null,
  statistics,
})

const readColumn = (row: ColumnRow, sequence: SequenceRow | undefined, major: number): Column => {
  const plain = readType(row)
  const serial = isSerialColumn(row, sequence) ? serialOver(plain) : null
  const expression =
    row.expression === null || serial !== null ? null : printedExpression(row.expression, major)
  return {
    name: row.name,
    type: serial ?? plain,
    nullable: !row.required,
    default: row.generated === '' ? expression : null,
    generated:
      row.generated === '' || expression === null
        ? null
        : { expression, stored: row.generated === 's' },
    identity: row.identity === '' ? null : readIdentity(row, sequence),
    sequence: serial === null || sequence === undefined ? null : readSerial(sequence),
    autoincrement: false,
    collation: row.collation,
    ...readSettings(row),
    comment: row.comment,
  }
}

const COMMANDS: Readonly<Record<string, PolicyCommand>> = {
  r: 'select',
  a: 'insert',
  w: 'update',
  d: 'delete',
}

const readPolicy = (row: PolicyRow, major: number): Policy => ({
  name: row.name,
  as: row.permissive ? 'permissive' : 'restrictive',
  for: COMMANDS[row.command] ?? 'all',
  to: row.roles,
  using: row.using_expression === null ? null : printedExpression(row.using_expression, major),
  withCheck: row.check_expression === null ? null : printedExpression(row.check_expression, major),
  comment: row.comment,
})

/** What tables are made of, by the relation that it belongs to. */
export interface Parts {
  readonly columns: ByRelation<Column>
  readonly constraints: ByRelation<Constraint>
  readonly indexes: ByRelation<Index>
  readonly policies: ByRelation<Policy>
}

const mapEach = <Row, T>(groups: ByRelation<Row>, read: (row: Row) => T): ByRelation<T> =>
  new Map([...groups].map(([oid, rows]) => [oid, rows.map(read)] as const))

const ofRelation = <Row extends { readonly relation: number }>(
  rows: readonly Row[],
): ByRelation<Row> => groupBy(rows, ({ relation }) => relation)

/** The columns of all relations, in their order; those that are equal, and count nothing, are one object. */
const readColumns = (
  rows: ColumnsOf,
  sequences: readonly SequenceRow[],
  major: number,
): ByRelation<Column> => {
  const counters = sequences.filter((item) => item.ownership === 'i' || item.feeds_owner)
  const owned = groupBy(counters, (row) => row.owner ?? 0)
  const plain = rememberFor((row: ColumnRow) => readColumn(row, undefined, major))
  const read = (row: ColumnRow | undefined, number: number, own: readonly SequenceRow[]) => {
    if (row === undefined) return []
    const counter = own.find((item) => item.owner_column === number)
    return counter === undefined ? plain(row) : readColumn(row, counter, major)
  }
  return new Map(
    [...rows].map(([oid, columns]) => {
      const own = owned.get(oid) ?? []
      return [oid, columns.flatMap((row, number) => read(row, number, own))] as const
    }),
  )
}

/** Reads the parts of all tables as they come. */
export const readParts = async (reading: Reading, major: number): Promise<Parts> => {
  const sequences = await reading.sequences
  const rows = await reading.columns
  const columns = readColumns(rows, sequences, major)
  const names: NamesOf = (oid, numbers) =>
    numbers.map((number) => columnAt(rows, oid, number)?.name ?? '')
  return {
    columns,
    constraints: readEach(await reading.constraints, (row) => readConstraint(row, names, major)),
    indexes: readEach(
      (await reading.indexes).filter(({ valid }) => valid),
      (row) => readIndex(row, names, major),
    ),
    policies: mapEach(ofRelation(await reading.policies), (row) => readPolicy(row, major)),
  }
}

/** One table with its columns, constraints, valid indexes and policies. */
export const readTable = (
  relation: Omit<RelationRow, 'namespace'> & QualifiedName,
  parts: Parts,
): Table => {
  const { oid, namespace, name } = relation
  return {
    namespace,
    name,
    columns: parts.columns.get(oid) ?? [],
    constraints: parts.constraints.get(oid) ?? [],
    indexes: parts.indexes.get(oid) ?? [],
    policies: parts.policies.get(oid) ?? [],
    rowSecurity: relation.row_security,
    forceRowSecurity: relation.force_row_security,
    comment: relation.comment,
    unlogged: relation.unlogged,
    method: relation.method,
    tablespace: relation.tablespace,
    with: readParameters(relation.options),
    strict: false,
    withoutRowid: false,
  }
}
