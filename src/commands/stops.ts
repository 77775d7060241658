/** A path through the graph as stops: each revision with its recorded program. */
import { nodeOf } from '../revisions/graph.ts'
import type { Revision } from '../revisions/revision.ts'
import type { PathStep } from '../revisions/walk.ts'
import type { History } from '../runtime/history/history.ts'
import type { Stop } from '../runtime/run/stop.ts'
import { requireUsing } from './require-using.ts'

/** The revision with its parents as a version table names them. */
export const withRows = (history: History, id: string): Revision => ({
  ...history.find(id),
  down: nodeOf(history.graph, id).down.map(history.rowOf),
})

/** Loads the migrations of a path in one bundle and records them; throws USING_NEEDED where one waits for it. */
export const loadStops = async (
  history: History,
  path: readonly PathStep[],
): Promise<readonly Stop[]> => {
  const programs = await history.programs(path.map(({ revision }) => revision))
  for (const { revision, direction } of path) {
    const [parent = null] = nodeOf(history.graph, revision).parents
    await requireUsing(programs.get(revision)?.[direction] ?? [], {
      revision: history.find(revision),
      direction,
      before: () => history.snapshot(direction === 'upgrade' ? parent : revision),
    })
  }
  return path.map(({ revision, direction, headsAfter }) => ({
    revision: withRows(history, revision),
    program: programs.get(revision) ?? { upgrade: [], downgrade: [] },
    direction,
    parents: nodeOf(history.graph, revision).parents.map(history.rowOf),
    headsAfter: headsAfter.map(history.rowOf),
    row: history.rowOf(revision),
  }))
}
