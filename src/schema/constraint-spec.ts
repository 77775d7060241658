/** Constraints as users write them. */
import { compactExpression, completeExpression, defined, strip } from './defaults.ts'
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

export const completeConstraint = (spec: ConstraintSpec): Constraint => {
  switch (spec.kind) {
    case 'primaryKey':
      return { ...primaryKeyDefaults, ...defined(spec) }
    case 'unique':
      return { ...uniqueDefaults, ...defined(spec) }
    case 'foreignKey':
      return { ...foreignKeyDefaults, ...defined(spec) }
    case 'check':
      return {
        ...checkDefaults,
        ...defined(spec),
        expression: completeExpression(spec.expression),
      }
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
