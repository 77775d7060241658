/** Keys of what a migration says: one that is misspelt is an error, and nothing that is passed over in silence. */
import {
  checkDefaults,
  excludeDefaults,
  foreignKeyDefaults,
  primaryKeyDefaults,
  uniqueDefaults,
} from '../schema/constraint.ts'
import {
  columnDefaults,
  enumDefaults,
  extensionDefaults,
  generatedDefaults,
  identityDefaults,
  indexDefaults,
  indexKeyDefaults,
  namespaceDefaults,
  policyDefaults,
  roleDefaults,
  sequenceDefaults,
  serialSequenceDefaults,
  tableDefaults,
  viewDefaults,
} from '../schema/types.ts'
import type { Column, Constraint, Index, Table } from '../schema/types.ts'
import type { Operation } from './index.ts'

const keys = (defaults: object, ...needed: readonly string[]): ReadonlySet<string> =>
  new Set([...Object.keys(defaults), ...needed])

const TABLE = keys(tableDefaults, 'name', 'columns')
const COLUMN = keys(columnDefaults, 'name', 'type')
const GENERATED = keys(generatedDefaults, 'expression')
const IDENTITY = keys(identityDefaults)
const SERIAL = keys(serialSequenceDefaults)
const INDEX = keys(indexDefaults, 'name', 'keys')
const INDEX_KEY = keys(indexKeyDefaults)
const POLICY = keys(policyDefaults, 'name')
const CONSTRAINT: Readonly<Record<Constraint['kind'], ReadonlySet<string>>> = {
  primaryKey: keys(primaryKeyDefaults, 'kind', 'name', 'columns'),
  unique: keys(uniqueDefaults, 'kind', 'name', 'columns'),
  foreignKey: keys(foreignKeyDefaults, 'kind', 'name', 'columns', 'references'),
  check: keys(checkDefaults, 'kind', 'name', 'expression'),
  exclude: keys(excludeDefaults, 'kind', 'name', 'definition'),
}
const NAMESPACE = keys(namespaceDefaults, 'kind', 'name')
const EXTENSION = keys(extensionDefaults, 'kind', 'name')
const ROLE = keys(roleDefaults, 'name')
const ENUM = keys(enumDefaults, 'name', 'values')
const SEQUENCE = keys(sequenceDefaults, 'name')
const VIEW = keys(viewDefaults, 'name', 'definition')

/** Those of tables, columns and views do take it. */
const ALTERS = new Set([
  'alterRole',
  'alterEnum',
  'alterSequence',
  'alterConstraint',
  'alterPolicy',
])

const requireKnown = (value: object, known: ReadonlySet<string>, what: string): void => {
  for (const key in value) {
    if (known.has(key)) continue
    throw new Error(`${what} has no \`${key}\`; it may have ${[...known].toSorted().join(', ')}`)
  }
}

const checkColumn = (column: Partial<Column>, what: string): void => {
  requireKnown(column, COLUMN, what)
  if (column.generated) requireKnown(column.generated, GENERATED, `\`generated\` of ${what}`)
  if (column.identity) requireKnown(column.identity, IDENTITY, `\`identity\` of ${what}`)
  if (column.sequence) requireKnown(column.sequence, SERIAL, `\`sequence\` of ${what}`)
}

const checkConstraint = (constraint: Constraint): void =>
  requireKnown(constraint, CONSTRAINT[constraint.kind], `constraint ${constraint.name}`)

const checkIndex = (index: Index): void => {
  requireKnown(index, INDEX, `index ${index.name}`)
  for (const key of index.keys) {
    requireKnown(key, INDEX_KEY, `a key of index ${index.name}`)
    if (key.opclass !== null || Object.keys(key.opclassParameters).length === 0) continue
    throw new Error(`a key of index ${index.name} has \`opclassParameters\` and no \`opclass\``)
  }
}

const checkTable = (table: Table): void => {
  requireKnown(table, TABLE, `table ${table.name}`)
  for (const column of table.columns) checkColumn(column, `column ${table.name}.${column.name}`)
  table.constraints.forEach(checkConstraint)
  table.indexes.forEach(checkIndex)
  for (const policy of table.policies) requireKnown(policy, POLICY, `policy ${policy.name}`)
}

const checkObject = (op: Operation): void => {
  switch (op.kind) {
    case 'createExtension':
      return requireKnown(op, EXTENSION, `extension ${op.name}`)
    case 'createNamespace':
      return requireKnown(op, NAMESPACE, `namespace ${op.name}`)
    case 'createRole':
      return requireKnown(op.role, ROLE, `role ${op.role.name}`)
    case 'createEnum':
      return requireKnown(op.enum, ENUM, `enum ${op.enum.name}`)
    case 'createSequence':
      return requireKnown(op.sequence, SEQUENCE, `sequence ${op.sequence.name}`)
    case 'alterSequence':
      return requireKnown(op.set, SEQUENCE, 'a sequence')
    case 'createView':
      requireKnown(op.view, VIEW, `view ${op.view.name}`)
      return op.view.indexes.forEach(checkIndex)
    default:
  }
}

/** A comment changes by an operation of its own. */
const requireNoComment = (op: Operation): void => {
  if (!ALTERS.has(op.kind) || !('set' in op) || !('comment' in op.set)) return
  throw new Error(`\`${op.kind}\` takes no \`comment\`; op.commentOn changes it`)
}

/** Throws for a key that the thing does not have, naming both. */
export const requireKnownKeys = (op: Operation): void => {
  requireNoComment(op)
  switch (op.kind) {
    case 'createTable':
      return checkTable(op.table)
    case 'alterTable':
      return requireKnown(op.set, TABLE, 'a table')
    case 'addColumn':
      return checkColumn(op.column, `column ${op.column.name}`)
    case 'alterColumn':
      return checkColumn(op.set, `column ${op.name}`)
    case 'addConstraint':
      return checkConstraint(op.constraint)
    case 'createIndex':
      return checkIndex(op.index)
    case 'createPolicy':
      return requireKnown(op.policy, POLICY, `policy ${op.policy.name}`)
    default:
      return checkObject(op)
  }
}
