/** The programs of revisions and all before them, when raw SQL among them makes a replay necessary. */
import type { Operation } from '../operations/index.ts'
import { holds } from '../runtime/script/plan-path.ts'
import { ancestorsOf } from '../revisions/graph.ts'
import type { Environment } from './environment.ts'

/** Oldest first; `null` when no ancestor holds `op.sql`, so that the snapshot says all. */
export const ancestorPrograms = async (
  environment: Environment,
  revisions: readonly string[],
): Promise<readonly (readonly Operation[])[] | null> => {
  if (revisions.length === 0) return null
  const history = await environment.history()
  const ids = ancestorsOf(history.graph, revisions)
  if (!(await history.mentions(ids, 'op.sql('))) return null
  const operations = await history.operations(ids, 'upgrade')
  const programs = ids.map((id) => operations.get(id) ?? [])
  return programs.some((program) => holds(program, 'sql')) ? programs : null
}
