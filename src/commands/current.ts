/** What the database says about its history. */
import { headsOf } from '../revisions/graph.ts'
import { readPartial } from '../runtime/segments/unfinished.ts'
import type { Partial } from '../runtime/segments/unfinished.ts'
import type { Environment } from './environment.ts'
import { atDatabase, readCurrent } from './position.ts'

export interface CurrentResult {
  readonly revisions: readonly string[]
  /** Recorded, and not in this folder. */
  readonly unknown: readonly string[]
  readonly isHead: boolean
  readonly partial: Partial | null
}

/** The recorded revisions; one that this folder does not have is listed, not an error. */
export const current = async (given: Environment): Promise<CurrentResult> => {
  const environment = await atDatabase(given)
  const { graph } = await environment.history()
  const connection = await environment.connect()
  const recorded = await readCurrent(environment)
  const heads = headsOf(graph)
  const unfinished = await readPartial({ ...environment, connection })
  return {
    revisions: recorded,
    unknown: recorded.filter((id) => !graph.nodes.has(id)),
    isHead:
      recorded.length === heads.length &&
      recorded.length > 0 &&
      recorded.every((id) => heads.includes(id)),
    partial: unfinished && {
      revision: unfinished.revision,
      done: unfinished.done,
      of: unfinished.of,
    },
  }
}
