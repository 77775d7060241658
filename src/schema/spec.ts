/**
 * What users write and what is stored leaves defaults out; the code between sees every attribute.
 * `complete…` fills the defaults in, `compact…` leaves them out: `complete(compact(v)) = v`.
 */
import { compactExpression, completeExpression, defined, nullable, strip } from './defaults.ts'
import type { ExpressionSpec, Optional } from './defaults.ts'
import { compactConstraint, completeConstraint } from './constraint-spec.ts'
import type { ConstraintSpec } from './constraint-spec.ts'
import {
  columnDefaults,
  enumDefaults,
  extensionDefaults,
  generatedDefaults,
  identityDefaults,
  indexDefaults,
  indexKeyDefaults,
  policyDefaults,
  roleDefaults,
  sequenceDefaults,
  tableDefaults,
  viewDefaults,
} from './types.ts'
import type {
  Column,
  Enum,
  Extension,
  Generated,
  Identity,
  Index,
  IndexKey,
  Namespace,
  Policy,
  Role,
  Schema,
  Sequence,
  Table,
  View,
} from './types.ts'

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
export type EnumSpec = Optional<Enum, typeof enumDefaults>
export type SequenceSpec = Optional<Sequence, typeof sequenceDefaults>
export type ViewSpec = Omit<Optional<View, typeof viewDefaults>, 'definition'> & {
  readonly definition: ExpressionSpec
}
export type GeneratedSpec = Omit<Optional<Generated, typeof generatedDefaults>, 'expression'> & {
  readonly expression: ExpressionSpec
}
export type IdentitySpec = Optional<Identity, typeof identityDefaults>
export type ColumnSpec = Omit<
  Optional<Column, typeof columnDefaults>,
  'default' | 'generated' | 'identity'
> & {
  readonly default?: ExpressionSpec | null | undefined
  readonly generated?: GeneratedSpec | null | undefined
  readonly identity?: IdentitySpec | null | undefined
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
  readonly namespaces?: readonly Namespace[] | undefined
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
export type RoleSet = Partial<Omit<Role, 'name'>>

export const completeEnum = (spec: EnumSpec): Enum => ({ ...enumDefaults, ...defined(spec) })
export const compactEnum = (value: Enum): EnumSpec => strip(value, enumDefaults)

export const completeSequence = (spec: SequenceSpec): Sequence => ({
  ...sequenceDefaults,
  ...defined(spec),
})
export const compactSequence = (value: Sequence): SequenceSpec => strip(value, sequenceDefaults)

/** The attributes of a sequence that may change. */
export type SequenceSet = Partial<Omit<Sequence, 'name' | 'namespace'>>

export const completeView = (spec: ViewSpec): View => ({
  ...viewDefaults,
  ...defined(spec),
  definition: completeExpression(spec.definition),
})
export const compactView = (value: View): ViewSpec => ({
  ...strip(value, viewDefaults),
  definition: compactExpression(value.definition),
})

const completeGenerated = (spec: GeneratedSpec): Generated => ({
  ...generatedDefaults,
  ...defined(spec),
  expression: completeExpression(spec.expression),
})
const compactGenerated = (value: Generated): GeneratedSpec => ({
  ...strip(value, generatedDefaults),
  expression: compactExpression(value.expression),
})

const completeIdentity = (spec: IdentitySpec): Identity => ({
  ...identityDefaults,
  ...defined(spec),
})
const compactIdentity = (value: Identity): IdentitySpec => strip(value, identityDefaults)

export const completeColumn = (spec: ColumnSpec): Column => ({
  ...columnDefaults,
  ...defined(spec),
  default: nullable(spec.default, completeExpression),
  generated: nullable(spec.generated, completeGenerated),
  identity: nullable(spec.identity, completeIdentity),
})
export const compactColumn = (value: Column): ColumnSpec => {
  const { default: fallback, generated, identity, ...rest } = value
  return {
    ...strip(rest, columnDefaults),
    ...(fallback === null ? {} : { default: compactExpression(fallback) }),
    ...(generated === null ? {} : { generated: compactGenerated(generated) }),
    ...(identity === null ? {} : { identity: compactIdentity(identity) }),
  }
}

/** The attributes of a column that may change, each as users write it. */
export type ColumnSetSpec = Partial<Omit<ColumnSpec, 'name'>>
export type ColumnSet = Partial<Omit<Column, 'name'>>

export const completeColumnSet = (spec: ColumnSetSpec): ColumnSet => {
  const full: Column = completeColumn({ name: '', type: '', ...defined(spec) })
  const keys = Object.keys(defined(spec))
  return Object.fromEntries(Object.entries(full).filter(([key]) => keys.includes(key)))
}
export const compactColumnSet = (set: ColumnSet): ColumnSetSpec => ({
  ...set,
  ...(set.default ? { default: compactExpression(set.default) } : {}),
  ...(set.generated ? { generated: compactGenerated(set.generated) } : {}),
  ...(set.identity ? { identity: compactIdentity(set.identity) } : {}),
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

export const completeIndex = (spec: IndexSpec): Index => ({
  ...indexDefaults,
  ...defined(spec),
  keys: spec.keys.map(completeIndexKey),
  where: nullable(spec.where, completeExpression),
})
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
export type PolicySetSpec = Partial<Omit<PolicySpec, 'name'>>
export type PolicySet = Partial<Omit<Policy, 'name'>>

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

export const completeTable = (spec: TableSpec): Table => ({
  ...tableDefaults,
  ...defined(spec),
  columns: spec.columns.map(completeColumn),
  constraints: (spec.constraints ?? []).map(completeConstraint),
  indexes: (spec.indexes ?? []).map(completeIndex),
  policies: (spec.policies ?? []).map(completePolicy),
})
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
  namespaces: spec.namespaces ?? [],
  enums: (spec.enums ?? []).map(completeEnum),
  sequences: (spec.sequences ?? []).map(completeSequence),
  tables: (spec.tables ?? []).map(completeTable),
  views: (spec.views ?? []).map(completeView),
})
export const compactSchema = (value: Schema): SchemaSpec => ({
  ...(value.extensions.length === 0 ? {} : { extensions: value.extensions.map(compactExtension) }),
  ...(value.roles.length === 0 ? {} : { roles: value.roles.map(compactRole) }),
  ...(value.namespaces.length === 0 ? {} : { namespaces: value.namespaces }),
  ...(value.enums.length === 0 ? {} : { enums: value.enums.map(compactEnum) }),
  ...(value.sequences.length === 0 ? {} : { sequences: value.sequences.map(compactSequence) }),
  ...(value.tables.length === 0 ? {} : { tables: value.tables.map(compactTable) }),
  ...(value.views.length === 0 ? {} : { views: value.views.map(compactView) }),
})
