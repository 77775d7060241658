/** Is the history whole: one head, each migration gives its snapshot, applied files unedited? */
import { isDiffkitError } from '../errors.ts'
import { applyAll } from '../operations/index.ts'
import { nodeOf } from '../revisions/graph.ts'
import { compareSchemas } from '../runtime/judge/compare.ts'
import { describe } from '../operations/index.ts'
import { readLog } from '../runtime/run/log-table.ts'
import type { LogEntry } from '../runtime/run/log-table.ts'
import type { Squash } from '../runtime/history/history.ts'
import type { Environment } from './environment.ts'
import { placed } from './position.ts'
import { requireUsing } from './require-using.ts'
import { stateOf } from './state.ts'

export interface HistoryProblem {
  readonly kind: 'multipleHeads' | 'snapshot' | 'migration' | 'edited' | 'squash'
  readonly revision: string | null
  readonly message: string
}

const headProblem = (heads: readonly string[]): readonly HistoryProblem[] =>
  heads.length <= 1
    ? []
    : [
        {
          kind: 'multipleHeads',
          revision: null,
          message: `there are ${heads.length} heads: ${heads.join(', ')}`,
        },
      ]

/** What applying one migration to its parent's snapshot gives, against its own snapshot. */
export const snapshotDifferences = async (
  environment: Environment,
  id: string,
): Promise<readonly string[]> => {
  const history = await environment.history()
  const operations = (await history.operations([id], 'upgrade')).get(id) ?? []
  const before = await stateOf(environment, nodeOf(history.graph, id).parents)
  const comparison = await compareSchemas(
    environment.dialect.normalize(applyAll(before, operations)),
    await history.snapshot(id),
    {
      dialect: environment.dialect,
      printers: [],
    },
  )
  return [
    ...comparison.operations.map(describe),
    ...comparison.undecided.map(({ place }) => `${place.role} of ${place.part ?? 'a view'}`),
  ]
}

/** Throws USING_NEEDED where either program waits for somebody to write it. */
const requireWritten = async (environment: Environment, id: string): Promise<void> => {
  const history = await environment.history()
  const program = (await history.programs([id])).get(id)
  const before = {
    upgrade: () => stateOf(environment, nodeOf(history.graph, id).parents),
    downgrade: () => history.snapshot(id),
  }
  for (const direction of ['upgrade', 'downgrade'] as const) {
    await requireUsing(program?.[direction] ?? [], {
      revision: history.find(id),
      direction,
      before: before[direction],
    })
  }
}

const snapshotProblem = async (
  environment: Environment,
  id: string,
): Promise<readonly HistoryProblem[]> => {
  try {
    const differences = await snapshotDifferences(environment, id)
    await requireWritten(environment, id)
    if (differences.length === 0) return []
    const message = `its migration does not give its snapshot: ${differences.join('; ')}`
    return [{ kind: 'snapshot', revision: id, message }]
  } catch (error) {
    if (!isDiffkitError(error)) throw error
    return [{ kind: 'migration', revision: id, message: error.message }]
  }
}

/** The originals of a squash, and whether it still comes to what the last of them does. */
const squashProblems = async (
  environment: Environment,
  { revision, originals, intruders }: Squash,
): Promise<readonly HistoryProblem[]> => {
  const end = revision.replaces.at(-1) ?? ''
  const problems = intruders.map((id): HistoryProblem => {
    const message = `it stands on the middle of what ${revision.id} stands for: \`diffkit rebase ${id} --onto ${revision.id}\``
    return { kind: 'squash', revision: id, message }
  })
  if (!originals.some(({ id }) => id === end)) return problems
  const inside = await placed(environment, { names: originals.map(({ id }) => id) })
  const { graph, snapshot } = await inside.history()
  const outside = (await environment.history()).graph
  const only = originals.filter(({ id }) => graph.nodes.has(id) && !outside.nodes.has(id))
  for (const { id } of only) problems.push(...(await snapshotProblem(inside, id)))
  const { operations } = await compareSchemas(await snapshot(revision.id), await snapshot(end), {
    dialect: environment.dialect,
    printers: [],
  })
  if (operations.length === 0) return problems
  const message = `it does not come to what ${end} comes to: ${operations.map(describe).join('; ')}`
  return [...problems, { kind: 'squash', revision: revision.id, message }]
}

/** What the log says of the applied revisions whose files were edited since. */
export const findEdited = async (environment: Environment): Promise<readonly LogEntry[]> => {
  const { dialect, own } = environment
  const { revisions } = await environment.history()
  const log = await readLog(await environment.connect(), dialect, own)
  return revisions.flatMap(({ id, checksum }): readonly LogEntry[] => {
    const entry = log.find(({ revision }) => revision === id)
    const isApplied = entry !== undefined && entry.direction !== 'downgrade'
    return !isApplied || entry.checksum === '' || entry.checksum === checksum ? [] : [entry]
  })
}

const editedProblems = async (environment: Environment): Promise<readonly HistoryProblem[]> => {
  const { find } = await environment.history()
  return (await findEdited(environment)).map(({ revision }) => {
    const message = `${find(revision).path} was edited after it was applied`
    return { kind: 'edited', revision, message }
  })
}

/** Everything that is wrong with the history; `database`: ask it which files it has applied. */
export const historyProblems = async (
  environment: Environment,
  { database }: { readonly database: boolean },
): Promise<readonly HistoryProblem[]> => {
  const { graph, revisions, squashes } = await environment.history()
  const problems = [...headProblem(graph.heads)]
  for (const { id } of revisions.filter((item) => graph.nodes.has(item.id))) {
    problems.push(...(await snapshotProblem(environment, id)))
  }
  for (const squash of squashes) problems.push(...(await squashProblems(environment, squash)))
  if (database) problems.push(...(await editedProblems(environment)))
  return problems
}
