/** What the migrations of the recorded revisions write, from base on. */
import { isDiffkitError } from '../errors.ts'
import { applyAll } from '../operations/index.ts'
import { ancestors } from '../revisions/lineage.ts'
import { newestFirst } from '../revisions/graph.ts'
import { emptySchema } from '../schema/types.ts'
import type { Schema } from '../schema/types.ts'
import type { Environment } from './environment.ts'

/** `null` when a revision is not in this folder, or the migrations alone do not make up a schema. */
export const writtenSchema = async (
  environment: Environment,
  recorded: readonly string[],
): Promise<Schema | null> => {
  try {
    const history = await environment.history()
    const wanted = ancestors(history.graph, recorded)
    const ids = newestFirst(history.graph)
      .filter((id) => wanted.has(id))
      .toReversed()
    const programs = await history.operations(ids, 'upgrade')
    return ids.reduce((schema, id) => applyAll(schema, programs.get(id) ?? []), emptySchema)
  } catch (error) {
    if (isDiffkitError(error)) return null
    throw error
  }
}
