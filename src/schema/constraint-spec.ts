/** Constraints as users write them. */
import { compactExpression, completeExpression, defined, strip, withUnknown } from './defaults.ts'
import type { ExpressionSpec, Optional } from './defaults.ts'
import {
  checkDefaults,
  excludeDefaults,
  foreignKeyDefaults,
  primaryKeyDefaults,
  uniqueDefaults,
} from './constraint.ts'
import type { Check, Constraint, Exclude, ForeignKey, PrimaryKey, Unique } from './constraint.ts'

export type PrimaryKeySpec = Optional<PrimaryKey, typeof primaryKeyDefaults>
export type UniqueSpec = Optional<Unique, typeof uniqueDefaults>
export type ForeignKeySpec = Optional<ForeignKey, typeof foreignKeyDefaults>
export type CheckSpec = Omit<Optional<Check, typeof checkDefaults>, 'expression'> & {
  readonly expression: ExpressionSpec
}
export type ExcludeSpec = Omit<Optional<Exclude, typeof excludeDefaults>, 'definition'> & {
  readonly definition: ExpressionSpec
}
export type ConstraintSpec = PrimaryKeySpec | UniqueSpec | ForeignKeySpec | CheckSpec | ExcludeSpec

/** What a primary key and a unique constraint have alike. */
const completeKey = (spec: PrimaryKeySpec | UniqueSpec): Omit<PrimaryKey, 'kind'> => ({
  name: spec.name,
  named: spec.named ?? primaryKeyDefaults.named,
  columns: spec.columns,
  period: spec.period ?? primaryKeyDefaults.period,
  include: spec.include ?? primaryKeyDefaults.include,
  deferrable: spec.deferrable ?? primaryKeyDefaults.deferrable,
  with: spec.with ?? primaryKeyDefaults.with,
  tablespace: spec.tablespace ?? primaryKeyDefaults.tablespace,
  clustered: spec.clustered ?? primaryKeyDefaults.clustered,
  comment: spec.comment ?? primaryKeyDefaults.comment,
})

const completeForeignKey = (spec: ForeignKeySpec): ForeignKey => ({
  kind: 'foreignKey',
  name: spec.name,
  named: spec.named ?? foreignKeyDefaults.named,
  columns: spec.columns,
  references: spec.references,
  onDelete: spec.onDelete ?? foreignKeyDefaults.onDelete,
  onUpdate: spec.onUpdate ?? foreignKeyDefaults.onUpdate,
  onDeleteColumns: spec.onDeleteColumns ?? foreignKeyDefaults.onDeleteColumns,
  matchFull: spec.matchFull ?? foreignKeyDefaults.matchFull,
  period: spec.period ?? foreignKeyDefaults.period,
  deferrable: spec.deferrable ?? foreignKeyDefaults.deferrable,
  notValid: spec.notValid ?? foreignKeyDefaults.notValid,
  notEnforced: spec.notEnforced ?? foreignKeyDefaults.notEnforced,
  comment: spec.comment ?? foreignKeyDefaults.comment,
})

const completeCheck = (spec: CheckSpec): Check => ({
  kind: 'check',
  name: spec.name,
  named: spec.named ?? checkDefaults.named,
  expression: completeExpression(spec.expression),
  notValid: spec.notValid ?? checkDefaults.notValid,
  notEnforced: spec.notEnforced ?? checkDefaults.notEnforced,
  noInherit: spec.noInherit ?? checkDefaults.noInherit,
  comment: spec.comment ?? checkDefaults.comment,
})

const completeKnown = (spec: ConstraintSpec): Constraint => {
  switch (spec.kind) {
    case 'primaryKey':
      return { kind: 'primaryKey', ...completeKey(spec) }
    case 'unique':
      return {
        kind: 'unique',
        ...completeKey(spec),
        nullsNotDistinct: spec.nullsNotDistinct ?? uniqueDefaults.nullsNotDistinct,
      }
    case 'foreignKey':
      return completeForeignKey(spec)
    case 'check':
      return completeCheck(spec)
    case 'exclude':
      return {
        ...excludeDefaults,
        ...defined(spec),
        definition: completeExpression(spec.definition),
      }
    default:
      // Untyped code may give any kind.
      throw new Error(
        `a constraint has the kind \`${String(Reflect.get(spec, 'kind'))}\`; there are primaryKey, unique, foreignKey, check and exclude`,
      )
  }
}

export const completeConstraint = (spec: ConstraintSpec): Constraint =>
  withUnknown(completeKnown(spec), spec)

export const compactConstraint = (value: Constraint): ConstraintSpec => {
  switch (value.kind) {
    case 'primaryKey':
      return strip(value, primaryKeyDefaults)
    case 'unique':
      return strip(value, uniqueDefaults)
    case 'foreignKey':
      return strip(value, foreignKeyDefaults)
    case 'check':
      return {
        ...strip(value, checkDefaults),
        expression: compactExpression(value.expression),
      }
    case 'exclude':
      return {
        ...strip(value, excludeDefaults),
        definition: compactExpression(value.definition),
      }
  }
}
