/** A history as it is seen from a database: which squashes are open, and what its rows mean. */
import { buildGraph } from '../../revisions/graph.ts'
import type { Graph } from '../../revisions/graph.ts'
import { ancestors } from '../../revisions/lineage.ts'
import type { Revision } from '../../revisions/revision.ts'
import { findSquashes, openFor, rowNames, viewWith } from '../../revisions/squash.ts'
import type { Squashes } from '../../revisions/squash.ts'
import type { History, Squash, Standing } from './history.ts'

/** What of a history does not depend on which squashes are open. */
export type HistoryFiles = Omit<History, 'graph' | 'squashes' | 'at' | 'rowOf' | 'idOf'>

const graphOf = (squashes: Squashes<Revision>, open: ReadonlySet<string>): Graph => {
  const shown = viewWith(squashes, open)
  return buildGraph(shown.revisions, shown)
}

const openAt = (
  squashes: Squashes<Revision>,
  { rows = [], names = [] }: Standing,
): ReadonlySet<string> => {
  const whole = graphOf(squashes, squashes.openable)
  const known = rows.map((row) => whole.aliases.get(row) ?? row).filter((id) => whole.nodes.has(id))
  const words = names.flatMap((name) => name.match(/\w+/g) ?? [])
  return openFor(squashes, { applied: ancestors(whole, known), names: words })
}

const squashesOf = ({ revisions, covers, forced }: Squashes<Revision>): readonly Squash[] =>
  revisions.flatMap((revision) => {
    const covered = covers.get(revision.id)
    if (covered === undefined) return []
    const originals = revisions.filter(({ id }) => covered.has(id))
    return [{ revision, originals, intruders: forced.get(revision.id) ?? [] }]
  })

const historyWith = (
  files: HistoryFiles,
  squashes: Squashes<Revision>,
  open: ReadonlySet<string>,
): History => {
  const graph = graphOf(squashes, open)
  const rows = rowNames(squashes.revisions)
  const history: History = {
    ...files,
    graph,
    squashes: squashesOf(squashes),
    at: (standing) =>
      squashes.openable.size === 0
        ? history
        : historyWith(files, squashes, openAt(squashes, standing)),
    rowOf: (id) => rows.get(id) ?? id,
    idOf: (row) => graph.aliases.get(row) ?? row,
  }
  return history
}

/** The history of these files, as a new database sees it. */
export const viewHistory = (files: HistoryFiles): History =>
  historyWith(files, findSquashes(files.revisions), new Set())
