/** Record a migration that was edited or written by hand, prove it, and rewrite its snapshot. */
import { fromNothing } from '../diff/index.ts'
import { DiffkitError, isDiffkitError } from '../errors.ts'
import { applyAll } from '../operations/index.ts'
import { resolveOne } from '../revisions/address.ts'
import { nodeOf } from '../revisions/graph.ts'
import { writeSnapshotFile } from '../revisions/directory.ts'
import { sealSnapshot } from '../revisions/seal.ts'
import { prove } from '../runtime/proof/proof.ts'
import type { UnverifiedReason } from '../runtime/proof/proof.ts'
import { writeSnapshot } from '../schema/snapshot.ts'
import { ancestorPrograms } from './ancestor-programs.ts'
import type { Environment } from './environment.ts'
import { snapshotDifferences } from './history-problems.ts'
import { targetOf } from './program-stop.ts'
import { requireUsing } from './require-using.ts'
import { readCurrent } from './position.ts'
import { needsCurrent } from './sources.ts'
import { stateOf } from './state.ts'

export interface SnapshotOptions {
  readonly address: string
  readonly verify: boolean
}

export interface SnapshotResult {
  readonly revision: string
  readonly snapshot: string
  readonly verified: boolean
  readonly reason: UnverifiedReason | null
  readonly detail: string | null
}

const isMissing = (error: unknown): boolean =>
  isDiffkitError(error) && error.code === 'SNAPSHOT_MISSING'

/** A snapshot that others build on stays as it is; one that is gone is what the operations come to. */
const requireLeaf = async (environment: Environment, id: string): Promise<void> => {
  const { graph, snapshot: read } = await environment.history()
  const isGone = await read(id).then(() => false, isMissing)
  if (isGone) return
  const children = nodeOf(graph, id).allChildren
  if (children.length > 0) {
    throw new DiffkitError('SNAPSHOT_HAS_CHILDREN', { revision: id, children })
  }
}

const rewrite = async (
  environment: Environment,
  id: string,
  verify: boolean,
): Promise<SnapshotResult> => {
  const { dialect, config, scratch } = environment
  const history = await environment.history()
  const program = (await history.programs([id])).get(id) ?? { upgrade: [], downgrade: [] }
  const { parents } = nodeOf(history.graph, id)
  const before = await stateOf(environment, parents)
  const after = environment.dialect.normalize(applyAll(before, program.upgrade))
  const revision = history.find(id)
  for (const [direction, schema] of [
    ['upgrade', before],
    ['downgrade', after],
  ] as const) {
    await requireUsing(program[direction], { revision, direction, before: async () => schema })
  }
  const target = targetOf(environment)
  const proof = verify
    ? await prove(
        {
          dialect,
          target,
          before,
          after,
          ...program,
          ancestors: await ancestorPrograms(environment, parents),
        },
        scratch,
        fromNothing(dialect.features),
      )
    : { verified: false as const, reason: 'SKIPPED' as const, detail: null, schema: after }
  const plain = writeSnapshot({ revision: id, dialect: dialect.name, schema: proof.schema })
  const text = sealSnapshot(plain, history.text(id))
  const snapshot = await writeSnapshotFile(config, id, text)
  history.forget(id)
  return {
    revision: id,
    snapshot,
    verified: proof.verified,
    reason: proof.verified ? null : proof.reason,
    detail: proof.verified ? null : proof.detail,
  }
}

/** Rewrites the snapshot of one revision that nothing depends on yet, or writes one that is missing. */
export const snapshot = async (
  environment: Environment,
  { address, verify }: SnapshotOptions,
): Promise<SnapshotResult> => {
  const { graph } = await environment.history()
  const current = needsCurrent(address) ? await readCurrent(environment) : []
  const id = resolveOne(graph, address, current)
  if (id === null) {
    const reason = 'it means base, which is no revision'
    throw new DiffkitError('ADDRESS_INVALID', { address, reason })
  }
  await requireLeaf(environment, id)
  return rewrite(environment, id, verify)
}

/** When the head was edited by hand so that its snapshot is no longer true: rewrite it, and say so. */
export const refreshSnapshot = async (environment: Environment, head: string): Promise<void> => {
  if (await (await environment.history()).isSealed(head)) return
  const differences = await snapshotDifferences(environment, head).catch((error: unknown) => {
    if (isMissing(error)) return ['it has no snapshot']
    throw error
  })
  if (differences.length === 0) return
  const { verified } = await rewrite(environment, head, true)
  environment.talk.note(
    `the migration of head ${head} was edited: its snapshot is rewritten${verified ? ' and proven' : ''} (${differences.join('; ')})`,
  )
}
