import { showPart } from '../../operations/dependents.ts'
import { lookUpTable } from '../../schema/edit.ts'
import { show } from '../../schema/names.ts'
import { onExisting, whereItBlocks } from '../rule.ts'

export const createIndex = whereItBlocks(
  onExisting('createIndex', ({ table, index }, { before }) => {
    // Nothing else writes to a materialized view.
    const writes = lookUpTable(before, table) === undefined ? 'REFRESH of' : 'writes to'
    return {
      object: showPart(table, index.name),
      message: `Building index ${showPart(table, index.name)} blocks ${writes} ${show(table)}`,
    }
  }),
)
