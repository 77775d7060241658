/** Remove the files of revisions that a squash stands for. */
import { DiffkitError, isDiffkitError } from '../errors.ts'
import { removeRevisions } from '../revisions/directory.ts'
import type { Squash } from '../runtime/history/history.ts'
import type { Environment } from './environment.ts'
import { addressedRevision } from './placement.ts'
import { atDatabase, readCurrent } from './position.ts'

export interface PruneOptions {
  /** None: all squashes. */
  readonly addresses: readonly string[]
  /** Somebody says that no database is in the middle of them or before. */
  readonly allPast: boolean
}

interface Pruned {
  readonly revision: string
  readonly replaces: readonly string[]
  readonly files: readonly string[]
}

export interface PruneResult {
  /** `false`: nothing was removed, because nobody has said that it may be. */
  readonly done: boolean
  readonly pruned: readonly Pruned[]
}

const chosen = async (
  environment: Environment,
  addresses: readonly string[],
): Promise<readonly Squash[]> => {
  const { graph, squashes } = await environment.history()
  const ids: string[] = []
  for (const address of addresses) ids.push(await addressedRevision(environment, address))
  const found = squashes
    .filter(({ originals }) => originals.length > 0)
    .filter(({ revision }) => (ids.length === 0 ? true : ids.includes(revision.id)))
    .filter(({ revision, intruders }) => intruders.length > 0 || graph.nodes.has(revision.id))
  if (found.length === 0) throw new DiffkitError('NOTHING_TO_PRUNE', {})
  return found
}

const requireNoIntruders = ({ revision, intruders }: Squash): void => {
  const [intruder] = intruders
  if (intruder === undefined) return
  throw new DiffkitError('SQUASH_BRANCHES', { revision: intruder, on: revision.id, needs: false })
}

/** The configured database is asked where it can be; of others nobody knows but who says so. */
const requirePast = async (
  environment: Environment,
  squashes: readonly Squash[],
): Promise<void> => {
  if (!environment.hasDatabase) return
  try {
    await environment.connect()
  } catch (error) {
    if (!isDiffkitError(error)) throw error
    environment.talk.warn(`the configured database was not asked: ${error.message}`)
    return
  }
  const at = await atDatabase(environment)
  const { graph } = await at.history()
  const inside = squashes.find(({ revision }) => !graph.nodes.has(revision.id))
  if (inside === undefined) return
  const current = await readCurrent(at)
  throw new DiffkitError('PRUNE_INSIDE', { revision: inside.revision.id, at: current })
}

/** Removes the migrations and snapshots of what the squashes stand for, when told that it may. */
export const prune = async (
  environment: Environment,
  { addresses, allPast }: PruneOptions,
): Promise<PruneResult> => {
  const squashes = await chosen(environment, addresses)
  squashes.forEach(requireNoIntruders)
  await requirePast(environment, squashes)
  const originals = squashes.flatMap((squash) => squash.originals)
  const files = allPast ? await removeRevisions(environment.config, originals) : new Map()
  return {
    done: allPast,
    pruned: squashes.map(({ revision, originals: replaced }) => ({
      revision: revision.id,
      replaces: revision.replaces,
      files: replaced.flatMap(({ id, path }) => files.get(id) ?? [path]),
    })),
  }
}
