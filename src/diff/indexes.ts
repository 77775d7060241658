import { definitions } from '../operations/index.ts'
import type { Operation } from '../operations/index.ts'
import type { Index, ObjectName } from '../schema/types.ts'
import type { PartChanges } from './parts.ts'

export const indexOperations = (
  table: ObjectName,
  changes: PartChanges<Index>,
): readonly Operation[] => [
  ...changes.removed.map(({ name }) => definitions.dropIndex.create(table, name)),
  ...changes.renamed.map(({ before, after }) =>
    definitions.renameIndex.create(table, before.name, after.name),
  ),
  ...changes.added.map((item) => definitions.createIndex.create(table, item)),
]
