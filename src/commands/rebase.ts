/** Give a revision that no database has yet another parent; what stands on it moves along. */
import { fromNothing } from '../diff/index.ts'
import { DiffkitError } from '../errors.ts'
import { ancestors, ancestorsOf, buildGraph, nodeOf } from '../revisions/graph.ts'
import type { Graph } from '../revisions/graph.ts'
import { rewriteRevisions } from '../revisions/directory.ts'
import type { RewrittenRevision } from '../revisions/directory.ts'
import { withDown } from '../revisions/header-edit.ts'
import { descendants } from '../revisions/lineage.ts'
import { sealSnapshot } from '../revisions/seal.ts'
import { prove } from '../runtime/proof/proof.ts'
import type { UnverifiedReason } from '../runtime/proof/proof.ts'
import type { History } from '../runtime/history/history.ts'
import { writeSnapshot } from '../schema/snapshot.ts'
import type { Schema } from '../schema/types.ts'
import { ancestorPrograms } from './ancestor-programs.ts'
import type { Environment } from './environment.ts'
import { requireNoOriginals } from './originals.ts'
import { addressed, addressedRevision } from './placement.ts'
import { targetOf } from './program-stop.ts'
import { readCurrent } from './position.ts'
import { applyOnto, requireNone, stateOf } from './state.ts'

export interface RebaseOptions {
  readonly address: string
  readonly onto: string
  readonly verify: boolean
}

interface RebasedRevision {
  readonly revision: string
  readonly path: string
  readonly snapshot: string
  readonly verified: boolean
  readonly reason: UnverifiedReason | null
}

export interface RebaseResult {
  readonly revision: string
  readonly from: readonly string[]
  readonly onto: readonly string[]
  /** The revision, and all that stand on it. */
  readonly revisions: readonly RebasedRevision[]
}

const requireUnapplied = async (
  environment: Environment,
  moved: readonly string[],
): Promise<void> => {
  if (!environment.hasDatabase) return
  const { graph } = await environment.history()
  const recorded = (await readCurrent(environment)).filter((id) => graph.nodes.has(id))
  const applied = ancestors(graph, recorded)
  const revision = moved.find((id) => applied.has(id))
  if (revision !== undefined) throw new DiffkitError('REBASE_APPLIED', { revision })
}

/** The history as it will be: another parent, and the schemas that have come out so far. */
const movedHistory = (
  environment: Environment,
  history: History,
  { graph, done }: { readonly graph: Graph; readonly done: ReadonlyMap<string, Schema> },
): Environment => {
  const snapshot: History['snapshot'] = async (id) =>
    (id === null ? undefined : done.get(id)) ?? history.snapshot(id)
  return { ...environment, history: async () => ({ ...history, graph, snapshot }) }
}

interface Moved extends RewrittenRevision {
  readonly schema: Schema
  readonly verified: boolean
  readonly reason: UnverifiedReason | null
}

interface Move {
  readonly id: string
  readonly rivals: readonly string[]
  readonly verify: boolean
  /** The new text of its file. */
  readonly source: string
}

/** What becomes of one revision in the history as it will be. */
const move = async (
  environment: Environment,
  { id, rivals, verify, source }: Move,
): Promise<Moved> => {
  const { dialect, scratch } = environment
  const history = await environment.history()
  const { parents } = nodeOf(history.graph, id)
  const program = (await history.programs([id])).get(id) ?? { upgrade: [], downgrade: [] }
  const before = await stateOf(environment, parents)
  const fitted = await applyOnto(environment, before, { revision: id, rivals })
  requireNone([id, ...parents], fitted.conflicts)
  const after = dialect.normalize(fitted.schema)
  const ancestorsRaw = await ancestorPrograms(environment, parents)
  const subject = { dialect, target: targetOf(environment), before, after, ...program }
  const proof = verify
    ? await prove({ ...subject, ancestors: ancestorsRaw }, scratch, fromNothing(dialect.features))
    : { verified: false as const, reason: 'SKIPPED' as const, schema: after }
  const snapshot = writeSnapshot({ revision: id, dialect: dialect.name, schema: proof.schema })
  return {
    id,
    path: history.find(id).path,
    source,
    snapshot: sealSnapshot(snapshot, source),
    schema: proof.schema,
    verified: proof.verified,
    reason: proof.verified ? null : proof.reason,
  }
}

/** Rewrites the header and the snapshot of the revision, and the snapshots of all that stand on it. */
export const rebase = async (
  environment: Environment,
  { address, onto: ontoAddress, verify }: RebaseOptions,
): Promise<RebaseResult> => {
  const history = await environment.history()
  const { graph } = history
  const id = await addressedRevision(environment, address)
  const onto = await addressed(environment, ontoAddress)
  const down = onto === null ? [] : [onto]
  const above = descendants(graph, [id])
  if (onto !== null && above.has(onto)) {
    throw new DiffkitError('REBASE_ONTO_ITSELF', { revision: id, onto })
  }
  await requireNoOriginals(environment, [...above])
  await requireUnapplied(environment, [...above])
  const revisions = [...graph.nodes.values()].map(({ revision }) => revision)
  const after = buildGraph(
    revisions.map((item) => (item.id === id ? { ...item, down } : item)),
    graph,
  )
  const known = ancestors(graph, [id])
  const rivals = ancestorsOf(graph, down).filter((item) => !known.has(item))
  const done = new Map<string, Schema>()
  const target = movedHistory(environment, history, { graph: after, done })
  const moved: Moved[] = []
  for (const item of ancestorsOf(after, [...above]).filter((other) => above.has(other))) {
    const text = history.text(item)
    const source = item === id ? await withDown(text, history.find(id).path, down) : text
    const result = await move(target, { id: item, rivals, verify, source })
    done.set(item, result.schema)
    moved.push(result)
  }
  const snapshots = await rewriteRevisions(environment.config, moved)
  return {
    revision: id,
    from: history.find(id).down,
    onto: down,
    revisions: moved.map(({ id: revision, path, verified, reason }, index) => ({
      revision,
      path,
      snapshot: snapshots[index] ?? '',
      verified,
      reason,
    })),
  }
}
