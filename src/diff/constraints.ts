import { definitions } from '../operations/index.ts'
import type { Operation } from '../operations/index.ts'
import { equal } from '../schema/equal.ts'
import { changeable } from '../schema/types.ts'
import type { Constraint, ObjectName } from '../schema/types.ts'
import type { PartChanges } from './parts.ts'

export const constraintOperations = (
  table: ObjectName,
  changes: PartChanges<Constraint>,
): readonly Operation[] => [
  ...changes.removed.map(({ name }) => definitions.dropConstraint.create(table, name)),
  ...changes.renamed.map(({ before, after }) =>
    definitions.renameConstraint.create(table, before.name, after.name),
  ),
  ...changes.altered.map(({ before, after }) => {
    const keys = changeable[after.kind].filter(
      (key) => !equal(Reflect.get(before, key), Reflect.get(after, key)),
    )
    const set = Object.fromEntries(keys.map((key) => [key, Reflect.get(after, key)]))
    return definitions.alterConstraint.create(table, after.name, set)
  }),
  ...changes.added.map((item) => definitions.addConstraint.create(table, item)),
]
