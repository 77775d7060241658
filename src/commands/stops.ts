/** A path through the graph as stops: each revision with its recorded program. */
import { nodeOf } from '../revisions/graph.ts'
import type { PathStep } from '../revisions/walk.ts'
import type { History } from '../runtime/history.ts'
import type { Stop } from '../runtime/migrate.ts'

/** Loads the migrations of a path in one bundle and records them. */
export const loadStops = async (
  history: History,
  path: readonly PathStep[],
): Promise<readonly Stop[]> => {
  const programs = await history.programs(path.map(({ revision }) => revision))
  return path.map(({ revision, direction, headsAfter }) => ({
    revision: history.find(revision),
    program: programs.get(revision) ?? { upgrade: [], downgrade: [] },
    direction,
    parents: nodeOf(history.graph, revision).parents,
    headsAfter,
  }))
}
