/** One spelling for everything that PostgreSQL takes in several. */
import { relationName } from '../../schema/counters.ts'
import { emptyAsNone, mapTableComments, mapViewComments } from '../../schema/comments.ts'
import { equal } from '../../schema/equal.ts'
import { compareText, objectName, qualified } from '../../schema/names.ts'
import type {
  Column,
  Constraint,
  Expression,
  Generated,
  Identity,
  Index,
  IndexKey,
  ObjectName,
  Policy,
  QualifiedName,
  Schema,
  Sequence,
  SerialSequence,
  Table,
  View,
} from '../../schema/types.ts'
import { serialSequenceDefaults } from '../../schema/types.ts'
import { having, mapSame } from '../../schema/same.ts'
import { remember, rememberNormal } from '../../util/remember.ts'
import { stripParentheses } from '../../util/tokens.ts'
import { countingOf, firstNumber, saidBounds } from './counting.ts'
import { unplaced } from './ddl/extension-names.ts'
import { toldApart } from './ddl/opclass-text.ts'
import { isNullDefault } from './null-default.ts'
import { namedOpclass } from './opclasses.ts'
import { columnCollation, keyCollation } from './own-collations.ts'
import { baseType, canonicalType, isSerial } from './types.ts'

const home = <T extends QualifiedName>(item: T): T =>
  item.namespace === 'public' ? { ...item, namespace: null } : item

const homeName = (name: ObjectName): ObjectName => objectName(home(qualified(name)))

const normalizeIdentity = (identity: Identity, column: Column, table: Table): Identity => {
  const name = identity.name ?? relationName(table.name, column.name, 'seq')
  return { ...identity, ...saidBounds(canonicalType(column.type), identity), name }
}

/** `null` where it is the usual one. */
const normalizeSerial = (
  sequence: SerialSequence,
  column: Column,
  table: Table,
): SerialSequence | null => {
  const base = baseType(canonicalType(column.type))
  const type = canonicalType(sequence.type ?? base)
  const usual = relationName(table.name, column.name, 'seq')
  const normal = having(sequence, {
    type: type === base ? null : type,
    name: sequence.name === usual ? null : sequence.name,
    ...saidBounds(type, sequence),
  })
  return equal(normal, serialSequenceDefaults) ? null : normal
}

const homeTablespace = (name: string | null): string | null => (name === 'pg_default' ? null : name)

const sorted = (parameters: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.keys(parameters).length < 2
    ? parameters
    : Object.fromEntries(Object.entries(parameters).toSorted(([a], [b]) => compareText(a, b)))

const primaryKeyColumns = (table: Table): readonly string[] => {
  const key = table.constraints.find(({ kind }) => kind === 'primaryKey')
  return key?.kind === 'primaryKey' ? key.columns : []
}

/** A text without what surrounds it: layout, a closing semicolon, parentheses around all of it. */
export const trimSql: (sql: string) => string = remember((sql) =>
  stripParentheses(sql.trim().replace(/;\s*$/, '')),
)

const trimmed = (expression: Expression): Expression =>
  having(expression, { sql: trimSql(expression.sql) })

const keptDefault = (value: Expression | null, type: string): Expression | null =>
  value === null || isNullDefault(value.sql, type) ? null : trimmed(value)

const normalizeGenerated = (generated: Generated): Generated =>
  having(generated, { expression: trimmed(generated.expression) })

/** All of a column that does not hang on its table. Columns of many tables are one object. */
const normalizeAlone = rememberNormal((column: Column): Column => {
  const type = canonicalType(column.type)
  const serial = isSerial(type)
  return having(column, {
    type,
    nullable: column.nullable && !serial && column.identity === null,
    default: serial ? null : keptDefault(column.default, type),
    generated: column.generated && normalizeGenerated(column.generated),
    sequence: serial ? column.sequence : null,
    collation: columnCollation(having(column, { type })),
    storage: column.storage && column.storage.toLowerCase(),
    compression: column.compression && column.compression.toLowerCase(),
  })
})

const normalizeColumn = (column: Column, table: Table, key: readonly string[]): Column => {
  const alone = normalizeAlone(column)
  const isCounted = alone.identity !== null || alone.sequence !== null
  if (!isCounted && !(alone.nullable && key.includes(alone.name))) return alone
  const identity = alone.identity && normalizeIdentity(alone.identity, alone, table)
  const sequence = alone.sequence && normalizeSerial(alone.sequence, alone, table)
  return having(alone, { identity, sequence, nullable: false })
}

const normalizeConstraint = (constraint: Constraint): Constraint => {
  switch (constraint.kind) {
    case 'exclude': {
      // Its keys stand in parentheses that are its own.
      const { definition } = constraint
      const sql = definition.sql.trim().replace(/^exclude\s+/i, '')
      return having(constraint, { definition: having(definition, { sql }) })
    }
    case 'check':
      return having(constraint, { expression: trimmed(constraint.expression) })
    case 'foreignKey': {
      const { references } = constraint
      const table = homeName(references.table)
      return having(constraint, { references: having(references, { table }) })
    }
    default:
      return having(constraint, {
        with: sorted(constraint.with),
        tablespace: homeTablespace(constraint.tablespace),
      })
  }
}

/** What columns a view has, only a server knows: there they are `null`. */
type IndexedColumns = readonly Column[] | null

const normalizeKey = (key: IndexKey, method: string, columns: IndexedColumns): IndexKey => {
  const implied = key.order === 'asc' ? 'last' : 'first'
  const { opclass, opclassParameters } = toldApart(key)
  const isTold = Object.keys(opclassParameters).length > 0
  return having(key, {
    expression: key.expression && trimmed(key.expression),
    nulls: key.nulls === implied ? null : key.nulls,
    // A class that is told something is named, be it the usual one.
    opclass: isTold ? opclass : namedOpclass(method, opclass),
    opclassParameters: sorted(opclassParameters),
    collation: columns === null ? key.collation : keyCollation(key, columns),
  })
}

const normalizeIndex = (index: Index, columns: IndexedColumns): Index => {
  const method = index.method.toLowerCase()
  return having(index, {
    method,
    tablespace: homeTablespace(index.tablespace),
    with: sorted(index.with),
    keys: mapSame(index.keys, (key) => normalizeKey(key, method, columns)),
    where: index.where && trimmed(index.where),
    origin: 'index',
  })
}

/** PUBLIC among the roles makes the others idle. */
const normalizePolicy = (policy: Policy): Policy => ({
  ...policy,
  using: policy.using && trimmed(policy.using),
  withCheck: policy.withCheck && trimmed(policy.withCheck),
  to: policy.to.includes('public') ? [] : [...new Set(policy.to)].toSorted(compareText),
})

/** The sequence in normal form. */
export const normalizeSequence = (sequence: Sequence): Sequence => {
  const type = canonicalType(sequence.type)
  const first = firstNumber(countingOf(type, sequence))
  return {
    ...home(sequence),
    ...saidBounds(type, sequence),
    type,
    start: sequence.start === first ? null : sequence.start,
    ownedBy: sequence.ownedBy && { ...sequence.ownedBy, table: homeName(sequence.ownedBy.table) },
  }
}

const SECURITY = new Set(['security_barrier', 'security_invoker'])

const normalizeOption = (key: string, value: string): string => {
  if (!SECURITY.has(key)) return value
  return /^(?:t|tr|tru|true|y|ye|yes|on|1)$/i.test(value) ? 'true' : 'false'
}

/** An option of security that is off says nothing. */
const normalizeView = (view: View): View => ({
  ...home(view),
  definition: trimmed(view.definition),
  options: Object.fromEntries(
    Object.entries(view.options)
      .map(([key, value]) => [key, normalizeOption(key, value)] as const)
      .filter(([key, value]) => !SECURITY.has(key) || value === 'true')
      .toSorted(([a], [b]) => compareText(a, b)),
  ),
  method: view.method === 'heap' ? null : view.method,
  tablespace: homeTablespace(view.tablespace),
  indexes: mapSame(view.indexes, (index) => normalizeIndex(index, null)),
})

/** A table in normal form. Idempotent. */
export const normalizeTable = rememberNormal((table: Table): Table => {
  const key = primaryKeyColumns(table)
  const normal = having(table, {
    namespace: home(table).namespace,
    method: table.method === 'heap' ? null : table.method,
    tablespace: homeTablespace(table.tablespace),
    with: sorted(table.with),
    columns: mapSame(table.columns, (column) => normalizeColumn(column, table, key)),
    constraints: mapSame(table.constraints, normalizeConstraint),
    indexes: mapSame(table.indexes, (index) => normalizeIndex(index, table.columns)),
    policies: mapSame(table.policies, normalizePolicy),
  })
  return mapTableComments(normal, emptyAsNone)
})

/** The schema in normal form. Idempotent. */
export const normalize = (schema: Schema): Schema =>
  unplaced({
    extensions: schema.extensions.map(home),
    roles: schema.roles.map(emptyAsNone),
    namespaces: schema.namespaces.filter(({ name }) => name !== 'public').map(emptyAsNone),
    enums: schema.enums.map((item) => home(emptyAsNone(item))),
    sequences: schema.sequences.map((item) => normalizeSequence(emptyAsNone(item))),
    tables: schema.tables.map(normalizeTable),
    views: schema.views.map((view) => normalizeView(mapViewComments(view, emptyAsNone))),
  })
