import { definitions } from '../operations/index.ts'
import type { Operation } from '../operations/index.ts'
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
  ...changes.added.map((item) => definitions.addConstraint.create(table, item)),
]
