/** One revision in the place of several: as short as their ends allow, and proven to come to the same. */
import { diff } from '../diff/index.ts'
import { minimize } from '../diff/minimize.ts'
import { DiffkitError } from '../errors.ts'
import { applyAll, describe, flatten } from '../operations/index.ts'
import type { Operation } from '../operations/index.ts'
import { nodeOf, withoutImplied } from '../revisions/graph.ts'
import { revisionsBetween } from '../revisions/range.ts'
import { compareSchemas } from '../runtime/judge/compare.ts'
import type { History } from '../runtime/history/history.ts'
import type { Program } from '../runtime/history/record.ts'
import { requireSameEnd } from '../runtime/proof/same-end.ts'
import { emptySchema } from '../schema/types.ts'
import type { Schema } from '../schema/types.ts'
import { ancestorPrograms } from './ancestor-programs.ts'
import type { Environment } from './environment.ts'
import type { Parent } from './placement.ts'
import { readCurrent } from './position.ts'
import { targetOf } from './program-stop.ts'
import { writeRevisionOf } from './revision.ts'
import type { Written } from './revision.ts'
import { needsCurrent } from './sources.ts'
import { stateOf } from './state.ts'

export interface SquashOptions {
  /** `FROM:TO`, both of them included. */
  readonly range: string
  readonly message: string
  readonly revisionId: string | null
  readonly dryRun: boolean
  readonly verify: boolean
  /** Data steps are left out instead of refused. */
  readonly skipRun: boolean
}

export type Squashed = Written & {
  /** Oldest first. */
  readonly replaces: readonly string[]
  /** How many operations those have. */
  readonly before: number
}

/** The revisions of the range, oldest first: one end, and nothing outside on any but that. */
const rangeOf = async (
  environment: Environment,
  range: string,
): Promise<readonly [string, ...string[]]> => {
  const { graph } = await environment.history()
  const current = needsCurrent(range) ? await readCurrent(environment) : []
  const [...ids] = revisionsBetween(graph, range, current).toReversed()
  const inside = new Set(ids)
  const [first, ...others] = ids
  if (!range.includes(':') || first === undefined || others.length === 0) {
    throw new DiffkitError('SQUASH_RANGE', { range, revisions: ids })
  }
  const end = ids.at(-1)
  for (const id of ids.filter((item) => item !== end)) {
    const { allChildren, children } = nodeOf(graph, id)
    const outside = allChildren.find((child) => !inside.has(child))
    if (outside !== undefined) {
      const needs = !children.includes(outside)
      throw new DiffkitError('SQUASH_BRANCHES', { revision: outside, on: id, needs })
    }
    if (allChildren.length === 0) throw new DiffkitError('SQUASH_ENDS', { ends: [id, end ?? ''] })
  }
  return [first, ...others]
}

const namesOutside = (
  { graph }: History,
  ids: readonly string[],
  key: 'down' | 'dependsOn',
): readonly string[] => {
  const names = ids.flatMap((id) => nodeOf(graph, id)[key]).filter((id) => !ids.includes(id))
  return [...new Set(names)]
}

/** Where the squash hangs: on all that the range stands on. */
const parentOf = async (environment: Environment, ids: readonly string[]): Promise<Parent> => {
  const history = await environment.history()
  const { graph } = history
  const down = withoutImplied(graph, namesOutside(history, ids, 'down'))
  const dependsOn = namesOutside(history, ids, 'dependsOn').filter((id) => !down.includes(id))
  const needs = withoutImplied(graph, [...down, ...dependsOn])
  return {
    down,
    dependsOn,
    branchLabels: ids.flatMap((id) => history.find(id).branchLabels),
    needs,
    state: await stateOf(environment, needs),
    replaces: null,
    squash: { of: ids, transaction: transactionOf(history, ids) },
  }
}

const transactionOf = ({ find }: History, ids: readonly string[]) =>
  ids.some((id) => find(id).transaction === 'none') ? 'none' : 'revision'

interface Joined {
  readonly before: Schema
  readonly after: Schema
  /** The upgrade of each. */
  readonly originals: readonly (readonly Operation[])[]
  readonly upgrade: readonly Operation[]
  readonly downgrade: readonly Operation[]
}

const isStep = (op: Operation): boolean => op.kind === 'run'

/** A data step is code of its file, and cannot move to another. */
const requireNoSteps = (
  history: History,
  ids: readonly string[],
  programs: ReadonlyMap<string, Program>,
): void => {
  for (const id of ids) {
    const { upgrade = [], downgrade = [] } = programs.get(id) ?? {}
    if (flatten([...upgrade, ...downgrade]).some(isStep)) {
      throw new DiffkitError('SQUASH_RUN', { revision: id, file: history.find(id).path })
    }
  }
}

/** The programs of the originals, one after the other. */
const joined = async (
  environment: Environment,
  {
    ids,
    before,
    skipRun,
  }: { readonly ids: readonly string[]; readonly before: Schema; readonly skipRun: boolean },
): Promise<Joined> => {
  const history = await environment.history()
  const programs = await history.programs(ids)
  if (!skipRun) requireNoSteps(history, ids, programs)
  const without = (operations: readonly Operation[] = []) => operations.filter((op) => !isStep(op))
  const originals = ids.map((id) => without(programs.get(id)?.upgrade))
  const upgrade = originals.flat()
  return {
    before,
    after: applyAll(before, upgrade),
    originals,
    upgrade,
    downgrade: ids.toReversed().flatMap((id) => without(programs.get(id)?.downgrade)),
  }
}

/** What the originals come to is what the snapshot of the last one says. */
const requireSnapshot = async (
  { dialect, history }: Environment,
  { after }: Joined,
  end: string,
): Promise<void> => {
  const snapshot = await (await history()).snapshot(end)
  const { operations } = await compareSchemas(dialect.normalize(after), snapshot, {
    dialect,
    printers: [],
  })
  if (operations.length > 0) {
    throw new DiffkitError('SQUASH_SNAPSHOT', {
      revision: end,
      differences: operations.map(describe),
    })
  }
}

/** Both run on scratch databases: what stands there afterwards must be the same, the doings of raw SQL included. */
const proveSame = async (
  environment: Environment,
  { before, after, originals }: Joined,
  {
    squash: short,
    needs,
  }: { readonly squash: readonly Operation[]; readonly needs: readonly string[] },
): Promise<void> => {
  const { dialect, scratch } = environment
  const ancestors = await ancestorPrograms(environment, needs)
  await requireSameEnd(
    { dialect, target: targetOf(environment), before, after, ancestors },
    { originals, squash: short },
    {
      scratch,
      build: (schema) => diff(emptySchema, schema, { features: dialect.features, renames: [] }),
    },
  )
}

/** Writes one revision that stands for a range of them. Their files stay, for databases in the middle. */
export const squash = async (
  environment: Environment,
  options: SquashOptions,
): Promise<Squashed> => {
  const ids = await rangeOf(environment, options.range)
  const parent = await parentOf(environment, ids)
  const long = await joined(environment, { ids, before: parent.state, skipRun: options.skipRun })
  await requireSnapshot(environment, long, ids.at(-1) ?? '')
  const { features } = environment.dialect
  const operations = minimize(long.before, long.upgrade, features)
  const downgrade = minimize(long.after, long.downgrade, features)
  if (options.verify) {
    await proveSame(environment, long, { squash: operations, needs: parent.needs })
  }
  const written = await writeRevisionOf(
    environment,
    { ...options, empty: false },
    { parent, operations, downgrade },
  )
  return { ...written, replaces: ids, before: flatten(long.upgrade).length }
}
