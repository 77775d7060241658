/** What the migrations of the recorded revisions write, from base on. */
import { isDiffkitError } from '../errors.ts'
import { applyAll } from '../operations/index.ts'
import { ancestors } from '../revisions/lineage.ts'
import { newestFirst } from '../revisions/graph.ts'
import { emptySchema } from '../schema/types.ts'
import type { Schema } from '../schema/types.ts'
import type { Environment } from './environment.ts'
import { placed } from './position.ts'

/** From the rows of a version table. `null` when a revision is not in this folder, or the migrations alone do not make up a schema. */
export const writtenSchema = async (
  environment: Environment,
  rows: readonly string[],
): Promise<Schema | null> => {
  try {
    const { history: at } = await placed(environment, { rows })
    const history = await at()
    const wanted = ancestors(history.graph, rows.map(history.idOf))
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
