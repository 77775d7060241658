/** The catalog's rows of one table → a Table. */
import { objectName } from '../../schema/names.ts'
import { identityDefaults } from '../../schema/types.ts'
import type {
  Column,
  Constraint,
  Deferrable,
  ForeignKeyAction,
  Identity,
  Index,
  IndexKey,
  Policy,
  PolicyCommand,
  QualifiedName,
  Table,
} from '../../schema/types.ts'
import type { Catalog, ColumnRow, ConstraintRow, RelationRow, SequenceRow } from './catalog.ts'
import type { IndexRow } from './catalog-indexes.ts'
import type { PolicyRow } from './catalog-others.ts'
import { groupBy } from './group.ts'
import { printedExpression } from './printed.ts'
import { canonicalType, sequenceBounds, serialOver } from './types.ts'

/** The catalog's rows by the relation that they belong to. */
interface Groups {
  readonly columns: ReadonlyMap<number, readonly ColumnRow[]>
  readonly constraints: ReadonlyMap<number, readonly ConstraintRow[]>
  readonly indexes: ReadonlyMap<number, readonly IndexRow[]>
  readonly policies: ReadonlyMap<number, readonly PolicyRow[]>
  readonly sequences: ReadonlyMap<number, readonly SequenceRow[]>
}

export const groupByRelation = (catalog: Catalog): Groups => ({
  columns: groupBy(catalog.columns, (row) => row.relation),
  constraints: groupBy(catalog.constraints, (row) => row.relation),
  indexes: groupBy(catalog.indexes, (row) => row.relation),
  policies: groupBy(catalog.policies, (row) => row.relation),
  sequences: groupBy(catalog.sequences, (row) => row.owner ?? 0),
})

const readType = ({ type }: ColumnRow): string => canonicalType(type)

/** How a sequence counts. */
export const readCounter = (row: SequenceRow): Omit<Identity, 'always' | 'name'> => {
  const bounds = sequenceBounds(row.type, row.increment)
  return {
    start: row.start,
    increment: row.increment,
    min: row.min === bounds.min ? null : row.min,
    max: row.max === bounds.max ? null : row.max,
    cache: row.cache,
    cycle: row.cycle,
  }
}

const readIdentity = (row: ColumnRow, sequence: SequenceRow | undefined): Identity => {
  const always = row.identity === 'a'
  if (sequence === undefined) return { ...identityDefaults, always }
  return { always, name: sequence.name, ...readCounter(sequence) }
}

const NEXTVAL = /^nextval\('(?:[^']|'')*'::regclass\)$/

/** A required integer column that draws from the sequence which it owns. */
const isSerialColumn = (row: ColumnRow, sequence: SequenceRow | undefined): boolean =>
  row.required &&
  sequence?.ownership === 'a' &&
  sequence.feeds_owner &&
  NEXTVAL.test(row.expression ?? '')

/** Whether a sequence is the counter of the column that owns it, or of one that is not read, and no object of its own. */
export const isCounter = (sequence: SequenceRow, columns: readonly ColumnRow[]): boolean => {
  if (sequence.ownership === 'i') return true
  const owner = columns.find(
    ({ relation, number }) => relation === sequence.owner && number === sequence.owner_column,
  )
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

const readColumn = (row: ColumnRow, owned: readonly SequenceRow[], major: number): Column => {
  const own = owned.filter((item) => item.owner_column === row.number)
  const sequence = own.find((item) => item.ownership === 'i' || item.feeds_owner)
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
    autoincrement: false,
    collation: row.collation,
    ...readSettings(row),
    comment: row.comment,
  }
}

const ACTIONS: Readonly<Record<string, ForeignKeyAction>> = {
  a: 'no action',
  r: 'restrict',
  c: 'cascade',
  n: 'set null',
  d: 'set default',
}
const actionOf = (code: string): ForeignKeyAction => ACTIONS[code] ?? 'no action'

const deferrableOf = ({ deferrable, deferred }: ConstraintRow): Deferrable | null => {
  if (!deferrable) return null
  return deferred ? 'initially deferred' : 'initially immediate'
}

/** Storage parameters and the options of views. */
export const readParameters = (
  parameters: readonly string[] | null,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    (parameters ?? []).map((item) => {
      const at = item.indexOf('=')
      return [item.slice(0, at), item.slice(at + 1)]
    }),
  )

type ColumnNames = (numbers: readonly number[]) => readonly string[]

const readForeignKey = (row: ConstraintRow, names: ColumnNames): Constraint => ({
  kind: 'foreignKey',
  name: row.name,
  named: true,
  columns: names(row.columns ?? []),
  references: {
    table: objectName({
      namespace: row.target_namespace === 'public' ? null : row.target_namespace,
      name: row.target ?? '',
    }),
    columns: row.target_columns ?? [],
  },
  onDelete: actionOf(row.on_delete),
  onUpdate: actionOf(row.on_update),
  onDeleteColumns: names(row.on_delete_columns ?? []),
  matchFull: row.match_full,
  period: row.period,
  deferrable: deferrableOf(row),
  notValid: row.not_valid,
  notEnforced: row.not_enforced,
})

const readConstraint = (row: ConstraintRow, names: ColumnNames, major: number): Constraint => {
  const base = { name: row.name, named: true }
  const columns = names(row.columns ?? [])
  const deferrable = deferrableOf(row)
  const include = names(row.index_columns?.slice(columns.length) ?? [])
  const storage = { with: readParameters(row.parameters), tablespace: row.tablespace }
  const key = { columns, period: row.period, include, deferrable, ...storage }
  const printed = printedExpression(row.definition ?? '', major)
  switch (row.kind) {
    case 'p':
      return { ...base, kind: 'primaryKey', ...key }
    case 'u': {
      return { ...base, kind: 'unique', nullsNotDistinct: row.nulls_not_distinct, ...key }
    }
    case 'f':
      return readForeignKey(row, names)
    case 'c': {
      const { not_valid: notValid, not_enforced: notEnforced, no_inherit: noInherit } = row
      return { ...base, kind: 'check', expression: printed, notValid, notEnforced, noInherit }
    }
    case 'x':
      return { ...base, kind: 'exclude', definition: printed }
  }
}

const readKey = (
  row: IndexRow,
  position: number,
  column: string | null,
  major: number,
): IndexKey => {
  const option = row.options[position] ?? 0
  const order = option & 1 ? 'desc' : 'asc'
  const nulls = option & 2 ? 'first' : 'last'
  return {
    column,
    expression:
      column === null ? printedExpression(row.expressions?.[position] ?? '', major) : null,
    order,
    nulls: nulls === (order === 'asc' ? 'last' : 'first') ? null : nulls,
    opclass: row.opclasses[position] ?? null,
    collation: row.collations[position] ?? null,
  }
}

const readIndex = (row: IndexRow, names: ColumnNames, major: number): Index => ({
  name: row.name,
  named: true,
  keys: row.columns
    .slice(0, row.key_count)
    .map((number, position) =>
      readKey(row, position, number === 0 ? null : (names([number])[0] ?? null), major),
    ),
  unique: row.unique,
  where: row.predicate === null ? null : printedExpression(row.predicate, major),
  method: row.method,
  include: names(row.columns.slice(row.key_count)),
  nullsNotDistinct: row.nulls_not_distinct,
  with: readParameters(row.parameters),
  tablespace: row.tablespace,
  origin: 'index',
})

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
})

/** One table with its columns, constraints, valid indexes and policies. */
export const readTable = (
  relation: Omit<RelationRow, 'namespace'> & QualifiedName,
  groups: Groups,
  major: number,
): Table => {
  const { oid, namespace, name } = relation
  const columns = groups.columns.get(oid) ?? []
  const byNumber = new Map(columns.map((row) => [row.number, row.name]))
  const names: ColumnNames = (numbers) => numbers.map((number) => byNumber.get(number) ?? '')
  const owned = groups.sequences.get(oid) ?? []
  return {
    namespace,
    name,
    columns: columns.map((row) => readColumn(row, owned, major)),
    constraints: (groups.constraints.get(oid) ?? []).map((row) =>
      readConstraint(row, names, major),
    ),
    indexes: (groups.indexes.get(oid) ?? [])
      .filter(({ valid }) => valid)
      .map((row) => readIndex(row, names, major)),
    policies: (groups.policies.get(oid) ?? []).map((row) => readPolicy(row, major)),
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
