import { showPart } from '../../operations/dependents.ts'
import { show } from '../../schema/names.ts'
import { onExisting, onPostgres } from '../rule.ts'

export const createIndex = onPostgres(
  onExisting('createIndex', ({ table, index }) => ({
    object: showPart(table, index.name),
    message: `Building index ${showPart(table, index.name)} blocks writes to ${show(table)}`,
  })),
)
