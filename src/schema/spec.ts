/**
 * What users write and what is stored leaves defaults out; the code between sees every attribute.
 * `complete…` fills the defaults in, `compact…` leaves them out: `complete(compact(v)) = v`.
 */
import {
  compactExpression,
  completeExpression,
  defined,
  nullable,
  strip,
  withUnknown,
} from './defaults.ts'
import type { ExpressionSpec, Optional } from './defaults.ts'
import { compactColumn, completeColumn } from './column-spec.ts'
import type { ColumnSpec } from './column-spec.ts'
import { compactConstraint, completeConstraint } from './constraint-spec.ts'
import type { ConstraintSpec } from './constraint-spec.ts'
import {
  enumDefaults,
  extensionDefaults,
  indexDefaults,
  indexKeyDefaults,
  namespaceDefaults,
  policyDefaults,
  roleDefaults,
  sequenceDefaults,
  tableDefaults,
  viewDefaults,
} from './types.ts'
import type {
  Enum,
  Extension,
  Index,
  IndexKey,
  Namespace,
  Policy,
  Role,
  Schema,
  Sequence,
  Table,
  TableOptions,
  View,
} from './types.ts'

export {
  compactColumn,
  compactColumnSet,
  completeColumn,
  completeColumnSet,
} from './column-spec.ts'
export type { ColumnSet, ColumnSetSpec, ColumnSpec } from './column-spec.ts'
export { compactConstraint, completeConstraint } from './constraint-spec.ts'
export type {
  CheckSpec,
  ConstraintSpec,
  ExcludeSpec,
  ForeignKeySpec,
  PrimaryKeySpec,
  UniqueSpec,
} from './constraint-spec.ts'

export type ExtensionSpec = Optional<Extension, typeof extensionDefaults>
export type RoleSpec = Optional<Role, typeof roleDefaults>
export type NamespaceSpec = Optional<Namespace, typeof namespaceDefaults>
export type EnumSpec = Optional<Enum, typeof enumDefaults>
export type SequenceSpec = Optional<Sequence, typeof sequenceDefaults>
export type ViewSpec = Omit<Optional<View, typeof viewDefaults>, 'definition' | 'indexes'> & {
  readonly definition: ExpressionSpec
  readonly indexes?: readonly IndexSpec[] | undefined
}
/** A key of an index; a plain column may stand as its name. */
export type IndexKeySpec =
  | string
  | (Omit<Optional<IndexKey, typeof indexKeyDefaults>, 'expression'> & {
      readonly expression?: ExpressionSpec | null | undefined
    })
export type IndexSpec = Omit<Optional<Index, typeof indexDefaults>, 'keys' | 'where'> & {
  readonly keys: readonly IndexKeySpec[]
  readonly where?: ExpressionSpec | null | undefined
}
export type PolicySpec = Omit<Optional<Policy, typeof policyDefaults>, 'using' | 'withCheck'> & {
  readonly using?: ExpressionSpec | null | undefined
  readonly withCheck?: ExpressionSpec | null | undefined
}
export type TableSpec = Omit<
  Optional<Table, typeof tableDefaults>,
  'columns' | 'constraints' | 'indexes' | 'policies'
> & {
  readonly columns: readonly ColumnSpec[]
  readonly constraints?: readonly ConstraintSpec[] | undefined
  readonly indexes?: readonly IndexSpec[] | undefined
  readonly policies?: readonly PolicySpec[] | undefined
}
export interface SchemaSpec {
  readonly extensions?: readonly ExtensionSpec[] | undefined
  readonly roles?: readonly RoleSpec[] | undefined
  readonly namespaces?: readonly NamespaceSpec[] | undefined
  readonly enums?: readonly EnumSpec[] | undefined
  readonly sequences?: readonly SequenceSpec[] | undefined
  readonly tables?: readonly TableSpec[] | undefined
  readonly views?: readonly ViewSpec[] | undefined
}

export const completeExtension = (spec: ExtensionSpec): Extension => ({
  ...extensionDefaults,
  ...defined(spec),
})
const compactExtension = (value: Extension): ExtensionSpec => strip(value, extensionDefaults)

export const completeRole = (spec: RoleSpec): Role => ({ ...roleDefaults, ...defined(spec) })
export const compactRole = (value: Role): RoleSpec => strip(value, roleDefaults)

/** The attributes of a role that may change. */
export type RoleSet = Partial<Omit<Role, 'name' | 'comment'>>

export const completeNamespace = (spec: NamespaceSpec): Namespace => ({
  ...namespaceDefaults,
  ...defined(spec),
})
const compactNamespace = (value: Namespace): NamespaceSpec => strip(value, namespaceDefaults)

export const completeEnum = (spec: EnumSpec): Enum => ({ ...enumDefaults, ...defined(spec) })
export const compactEnum = (value: Enum): EnumSpec => strip(value, enumDefaults)

export const completeSequence = (spec: SequenceSpec): Sequence => ({
  ...sequenceDefaults,
  ...defined(spec),
})
export const compactSequence = (value: Sequence): SequenceSpec => strip(value, sequenceDefaults)

/** The attributes of a sequence that may change. */
export type SequenceSet = Partial<Omit<Sequence, 'name' | 'namespace' | 'comment'>>

export const completeView = (spec: ViewSpec): View => ({
  ...viewDefaults,
  ...defined(spec),
  definition: completeExpression(spec.definition),
  indexes: (spec.indexes ?? []).map(completeIndex),
})
export const compactView = ({ indexes, ...value }: View): ViewSpec => ({
  ...strip(value, viewDefaults),
  definition: compactExpression(value.definition),
  ...(indexes.length === 0 ? {} : { indexes: indexes.map(compactIndex) }),
})

const completeIndexKey = (spec: IndexKeySpec): IndexKey =>
  typeof spec === 'string'
    ? { ...indexKeyDefaults, column: spec }
    : {
        ...indexKeyDefaults,
        ...defined(spec),
        expression: nullable(spec.expression, completeExpression),
      }
const compactIndexKey = (value: IndexKey): IndexKeySpec => {
  const { expression, ...rest } = value
  const stripped = strip(rest, indexKeyDefaults)
  if (expression !== null) return { ...stripped, expression: compactExpression(expression) }
  const keys = Object.keys(stripped)
  return keys.length === 1 && value.column !== null ? value.column : stripped
}

export const completeIndex = (spec: IndexSpec): Index => {
  const index: Index = {
    name: spec.name,
    named: spec.named ?? indexDefaults.named,
    keys: spec.keys.map(completeIndexKey),
    unique: spec.unique ?? indexDefaults.unique,
    where: nullable(spec.where, completeExpression),
    method: spec.method ?? indexDefaults.method,
    include: spec.include ?? indexDefaults.include,
    nullsNotDistinct: spec.nullsNotDistinct ?? indexDefaults.nullsNotDistinct,
    with: spec.with ?? indexDefaults.with,
    tablespace: spec.tablespace ?? indexDefaults.tablespace,
    clustered: spec.clustered ?? indexDefaults.clustered,
    comment: spec.comment ?? indexDefaults.comment,
    origin: spec.origin ?? indexDefaults.origin,
  }
  return withUnknown(index, spec)
}
export const compactIndex = (value: Index): IndexSpec => {
  const { where, keys, name, ...rest } = value
  return {
    name,
    keys: keys.map(compactIndexKey),
    ...strip(rest, indexDefaults),
    ...(where === null ? {} : { where: compactExpression(where) }),
  }
}

export const completePolicy = (spec: PolicySpec): Policy => ({
  ...policyDefaults,
  ...defined(spec),
  using: nullable(spec.using, completeExpression),
  withCheck: nullable(spec.withCheck, completeExpression),
})
export const compactPolicy = (value: Policy): PolicySpec => {
  const { using, withCheck, ...rest } = value
  return {
    ...strip(rest, policyDefaults),
    ...(using === null ? {} : { using: compactExpression(using) }),
    ...(withCheck === null ? {} : { withCheck: compactExpression(withCheck) }),
  }
}

/** The attributes of a policy that may change, each as users write it. */
export type PolicySetSpec = Partial<Omit<PolicySpec, 'name' | 'comment'>>
export type PolicySet = Partial<Omit<Policy, 'name' | 'comment'>>

export const completePolicySet = (spec: PolicySetSpec): PolicySet => {
  const full = completePolicy({ name: '', ...defined(spec) })
  const keys = Object.keys(defined(spec))
  return Object.fromEntries(Object.entries(full).filter(([key]) => keys.includes(key)))
}
export const compactPolicySet = (set: PolicySet): PolicySetSpec => ({
  ...set,
  ...(set.using ? { using: compactExpression(set.using) } : {}),
  ...(set.withCheck ? { withCheck: compactExpression(set.withCheck) } : {}),
})

const completeOptions = (spec: TableSpec): TableOptions => ({
  rowSecurity: spec.rowSecurity ?? tableDefaults.rowSecurity,
  forceRowSecurity: spec.forceRowSecurity ?? tableDefaults.forceRowSecurity,
  comment: spec.comment ?? tableDefaults.comment,
  unlogged: spec.unlogged ?? tableDefaults.unlogged,
  method: spec.method ?? tableDefaults.method,
  tablespace: spec.tablespace ?? tableDefaults.tablespace,
  with: spec.with ?? tableDefaults.with,
  strict: spec.strict ?? tableDefaults.strict,
  withoutRowid: spec.withoutRowid ?? tableDefaults.withoutRowid,
})

export const completeTable = (spec: TableSpec): Table => {
  const table: Table = {
    namespace: spec.namespace ?? tableDefaults.namespace,
    name: spec.name,
    columns: spec.columns.map(completeColumn),
    constraints: (spec.constraints ?? []).map(completeConstraint),
    indexes: (spec.indexes ?? []).map(completeIndex),
    policies: (spec.policies ?? []).map(completePolicy),
    ...completeOptions(spec),
  }
  return withUnknown(table, spec)
}
export const compactTable = (value: Table): TableSpec => {
  const { columns, constraints, indexes, policies, ...rest } = value
  return {
    ...strip(rest, tableDefaults),
    columns: columns.map(compactColumn),
    ...(constraints.length === 0 ? {} : { constraints: constraints.map(compactConstraint) }),
    ...(indexes.length === 0 ? {} : { indexes: indexes.map(compactIndex) }),
    ...(policies.length === 0 ? {} : { policies: policies.map(compactPolicy) }),
  }
}

export const completeSchema = (spec: SchemaSpec): Schema => ({
  extensions: (spec.extensions ?? []).map(completeExtension),
  roles: (spec.roles ?? []).map(completeRole),
  namespaces: (spec.namespaces ?? []).map(completeNamespace),
  enums: (spec.enums ?? []).map(completeEnum),
  sequences: (spec.sequences ?? []).map(completeSequence),
  tables: (spec.tables ?? []).map(completeTable),
  views: (spec.views ?? []).map(completeView),
})
export const compactSchema = (value: Schema): SchemaSpec => ({
  ...(value.extensions.length === 0 ? {} : { extensions: value.extensions.map(compactExtension) }),
  ...(value.roles.length === 0 ? {} : { roles: value.roles.map(compactRole) }),
  ...(value.namespaces.length === 0 ? {} : { namespaces: value.namespaces.map(compactNamespace) }),
  ...(value.enums.length === 0 ? {} : { enums: value.enums.map(compactEnum) }),
  ...(value.sequences.length === 0 ? {} : { sequences: value.sequences.map(compactSequence) }),
  ...(value.tables.length === 0 ? {} : { tables: value.tables.map(compactTable) }),
  ...(value.views.length === 0 ? {} : { views: value.views.map(compactView) }),
})
