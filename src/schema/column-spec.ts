/** Columns as users write them. */
import {
  compactExpression,
  completeExpression,
  defined,
  nullable,
  strip,
  withUnknown,
} from './defaults.ts'
import type { ExpressionSpec, Optional } from './defaults.ts'
import {
  columnDefaults,
  generatedDefaults,
  identityDefaults,
  serialSequenceDefaults,
} from './types.ts'
import type { Column, Generated, Identity, SerialSequence } from './types.ts'

export type GeneratedSpec = Omit<Optional<Generated, typeof generatedDefaults>, 'expression'> & {
  readonly expression: ExpressionSpec
}
export type IdentitySpec = Optional<Identity, typeof identityDefaults>
export type SerialSequenceSpec = Optional<SerialSequence, typeof serialSequenceDefaults>
export type ColumnSpec = Omit<
  Optional<Column, typeof columnDefaults>,
  'default' | 'generated' | 'identity' | 'sequence'
> & {
  readonly default?: ExpressionSpec | null | undefined
  readonly generated?: GeneratedSpec | null | undefined
  readonly identity?: IdentitySpec | null | undefined
  readonly sequence?: SerialSequenceSpec | null | undefined
}

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

const completeSerialSequence = (spec: SerialSequenceSpec): SerialSequence => ({
  ...serialSequenceDefaults,
  ...defined(spec),
})
const compactSerialSequence = (value: SerialSequence): SerialSequenceSpec =>
  strip(value, serialSequenceDefaults)

/** Attribute by attribute, as all that a whole snapshot has many of: in a loop it takes several times as long. */
export const completeColumn = (spec: ColumnSpec): Column => {
  const column: Column = {
    name: spec.name,
    type: spec.type,
    nullable: spec.nullable ?? columnDefaults.nullable,
    default: nullable(spec.default, completeExpression),
    generated: nullable(spec.generated, completeGenerated),
    identity: nullable(spec.identity, completeIdentity),
    sequence: nullable(spec.sequence, completeSerialSequence),
    autoincrement: spec.autoincrement ?? columnDefaults.autoincrement,
    collation: spec.collation ?? columnDefaults.collation,
    storage: spec.storage ?? columnDefaults.storage,
    compression: spec.compression ?? columnDefaults.compression,
    statistics: spec.statistics ?? columnDefaults.statistics,
    comment: spec.comment ?? columnDefaults.comment,
  }
  return withUnknown(column, spec)
}
export const compactColumn = (value: Column): ColumnSpec => {
  const { default: fallback, generated, identity, sequence, ...rest } = value
  return {
    ...strip(rest, columnDefaults),
    ...(fallback === null ? {} : { default: compactExpression(fallback) }),
    ...(generated === null ? {} : { generated: compactGenerated(generated) }),
    ...(identity === null ? {} : { identity: compactIdentity(identity) }),
    ...(sequence === null ? {} : { sequence: compactSerialSequence(sequence) }),
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
  ...(set.sequence ? { sequence: compactSerialSequence(set.sequence) } : {}),
})
