/** `--amend` replaces the head, when nobody has it yet. */
import { DiffkitError } from '../errors.ts'
import { ancestors } from '../revisions/graph.ts'
import type { Environment } from './environment.ts'
import { requireNoOriginals } from './originals.ts'
import { readCurrent } from './position.ts'

/** The head that may be replaced; throws when there is none or the database has it. */
export const requireUnapplied = async (
  environment: Environment,
  head: string | null,
): Promise<string> => {
  if (head === null) throw new DiffkitError('NOTHING_TO_AMEND', {})
  await requireNoOriginals(environment, [head])
  if (!environment.hasDatabase) return head
  const { graph } = await environment.history()
  const recorded = (await readCurrent(environment)).filter((id) => graph.nodes.has(id))
  if (ancestors(graph, recorded).has(head))
    throw new DiffkitError('AMEND_APPLIED', { revision: head })
  return head
}
