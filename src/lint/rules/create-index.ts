import { showPart } from '../../operations/dependents.ts'
import { show } from '../../schema/names.ts'
import { onExisting, whereItBlocks } from '../rule.ts'

export const createIndex = whereItBlocks(
  onExisting('createIndex', ({ table, index }) => ({
    object: showPart(table, index.name),
    message: `Building index ${showPart(table, index.name)} blocks writes to ${show(table)}`,
  })),
)
