/** One spelling for everything that PostgreSQL takes in several. */
import { mapTableExpressions } from '../../schema/expressions.ts'
import type { ExpressionPlace } from '../../schema/expressions.ts'
import { compareText, objectName, qualified } from '../../schema/names.ts'
import type {
  Column,
  Constraint,
  Expression,
  Identity,
  Index,
  IndexKey,
  ObjectName,
  Policy,
  QualifiedName,
  Schema,
  Sequence,
  Table,
  View,
} from '../../schema/types.ts'
import { remember, rememberNormal } from '../../util/remember.ts'
import { stripParentheses } from '../../util/tokens.ts'
import { unplaced } from './ddl/extension-names.ts'
import { isNullDefault } from './null-default.ts'
import { namedOpclass } from './opclasses.ts'
import { relationName } from './relation-names.ts'
import { canonicalType, isSerial, sequenceBounds } from './types.ts'

const home = <T extends QualifiedName>(item: T): T =>
  item.namespace === 'public' ? { ...item, namespace: null } : item

const homeName = (name: ObjectName): ObjectName => objectName(home(qualified(name)))

const normalizeIdentity = (identity: Identity, column: Column, table: Table): Identity => {
  const bounds = sequenceBounds(canonicalType(column.type), identity.increment)
  return {
    ...identity,
    name: identity.name ?? relationName(table.name, column.name, 'seq'),
    min: identity.min === bounds.min ? null : identity.min,
    max: identity.max === bounds.max ? null : identity.max,
  }
}

const homeTablespace = (name: string | null): string | null => (name === 'pg_default' ? null : name)

const sorted = (parameters: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(parameters).toSorted(([a], [b]) => compareText(a, b)))

const primaryKeyColumns = (table: Table): readonly string[] =>
  table.constraints.flatMap((item) => (item.kind === 'primaryKey' ? item.columns : []))

const keptDefault = (value: Expression | null, type: string): Expression | null =>
  value === null || isNullDefault(value.sql, type) ? null : value

const normalizeColumn = (column: Column, table: Table, key: readonly string[]): Column => {
  const type = canonicalType(column.type)
  const serial = isSerial(type)
  const required = serial || column.identity !== null || key.includes(column.name)
  return {
    ...column,
    type,
    nullable: column.nullable && !required,
    default: serial ? null : keptDefault(column.default, type),
    identity: column.identity && normalizeIdentity(column.identity, column, table),
    collation: column.collation === 'default' ? null : column.collation,
    storage: column.storage && column.storage.toLowerCase(),
    compression: column.compression && column.compression.toLowerCase(),
    comment: column.comment === '' ? null : column.comment,
  }
}

const normalizeConstraint = (constraint: Constraint): Constraint => {
  if (constraint.kind === 'exclude') {
    const { definition } = constraint
    const sql = definition.sql.trim().replace(/^exclude\s+/i, '')
    return { ...constraint, definition: { ...definition, sql } }
  }
  if ('with' in constraint) {
    return {
      ...constraint,
      with: sorted(constraint.with),
      tablespace: homeTablespace(constraint.tablespace),
    }
  }
  if (constraint.kind !== 'foreignKey') return constraint
  const { references } = constraint
  return { ...constraint, references: { ...references, table: homeName(references.table) } }
}

const normalizeKey = (key: IndexKey, method: string): IndexKey => {
  const implied = key.order === 'asc' ? 'last' : 'first'
  return {
    ...key,
    nulls: key.nulls === implied ? null : key.nulls,
    opclass: namedOpclass(method, key.opclass),
    collation: key.collation === 'default' ? null : key.collation,
  }
}

const normalizeIndex = (index: Index): Index => ({
  ...index,
  method: index.method.toLowerCase(),
  tablespace: homeTablespace(index.tablespace),
  with: sorted(index.with),
  keys: index.keys.map((key) => normalizeKey(key, index.method.toLowerCase())),
  origin: 'index',
})

/** PUBLIC among the roles makes the others idle. */
const normalizePolicy = (policy: Policy): Policy => ({
  ...policy,
  to: policy.to.includes('public') ? [] : [...new Set(policy.to)].toSorted(compareText),
})

const normalizeSequence = (sequence: Sequence): Sequence => {
  const bounds = sequenceBounds(sequence.type, sequence.increment)
  const [min, max] = [sequence.min ?? bounds.min, sequence.max ?? bounds.max]
  const first = sequence.increment.startsWith('-') ? max : min
  return {
    ...home(sequence),
    type: canonicalType(sequence.type),
    start: sequence.start === first ? null : sequence.start,
    min: min === bounds.min ? null : min,
    max: max === bounds.max ? null : max,
    ownedBy: sequence.ownedBy && { ...sequence.ownedBy, table: homeName(sequence.ownedBy.table) },
  }
}

/** The sequence with the number that it starts with. */
export const withStart = (sequence: Sequence): Sequence => {
  const { min, max } = sequenceBounds(sequence.type, sequence.increment)
  const first = sequence.increment.startsWith('-') ? (sequence.max ?? max) : (sequence.min ?? min)
  return { ...sequence, start: sequence.start ?? first }
}

const SECURITY = new Set(['security_barrier', 'security_invoker'])

const normalizeOption = (key: string, value: string): string => {
  if (!SECURITY.has(key)) return value
  return /^(?:t|tr|tru|true|y|ye|yes|on|1)$/i.test(value) ? 'true' : 'false'
}

/** An option of security that is off says nothing. */
const normalizeView = (view: View): View => ({
  ...home(view),
  options: Object.fromEntries(
    Object.entries(view.options)
      .map(([key, value]) => [key, normalizeOption(key, value)] as const)
      .filter(([key, value]) => !SECURITY.has(key) || value === 'true')
      .toSorted(([a], [b]) => compareText(a, b)),
  ),
  method: view.method === 'heap' ? null : view.method,
  tablespace: homeTablespace(view.tablespace),
  comment: view.comment === '' ? null : view.comment,
})

/** A text without what surrounds it: layout, a closing semicolon, parentheses around all of it. */
export const trimSql: (sql: string) => string = remember((sql) =>
  stripParentheses(sql.trim().replace(/;\s*$/, '')),
)

/** The keys of an exclusion constraint stand in parentheses that are its own. */
const trimExpression = (expression: Expression, { role }: ExpressionPlace): Expression => {
  if (role === 'exclude') return expression
  const sql = trimSql(expression.sql)
  return sql === expression.sql ? expression : { ...expression, sql }
}

const normalizeTable = rememberNormal((table: Table): Table => {
  const key = primaryKeyColumns(table)
  return mapTableExpressions(
    {
      ...home(table),
      comment: table.comment === '' ? null : table.comment,
      method: table.method === 'heap' ? null : table.method,
      tablespace: homeTablespace(table.tablespace),
      with: sorted(table.with),
      columns: table.columns.map((column) => normalizeColumn(column, table, key)),
      constraints: table.constraints.map(normalizeConstraint),
      indexes: table.indexes.map(normalizeIndex),
      policies: table.policies.map(normalizePolicy),
    },
    trimExpression,
  )
})

/** The schema in normal form. Idempotent. */
export const normalize = (schema: Schema): Schema =>
  unplaced({
    extensions: schema.extensions.map(home),
    roles: schema.roles,
    namespaces: schema.namespaces.filter(({ name }) => name !== 'public'),
    enums: schema.enums.map(home),
    sequences: schema.sequences.map(normalizeSequence),
    tables: schema.tables.map(normalizeTable),
    views: schema.views.map((view) => {
      const normal = normalizeView(view)
      return {
        ...normal,
        definition: { ...normal.definition, sql: trimSql(normal.definition.sql) },
      }
    }),
  })
