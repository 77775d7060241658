/** A revision with several parents: one side's schema with what the others do applied to it. */
import { diff } from '../diff/index.ts'
import { DiffkitError } from '../errors.ts'
import { resolveAddress } from '../revisions/address.ts'
import { findOverlap } from '../revisions/lineage.ts'
import type { Schema } from '../schema/types.ts'
import type { Environment } from './environment.ts'
import { objectOf } from './findings.ts'
import { requireLabels } from './placement.ts'
import { writeRevisionOf } from './revision.ts'
import type { Written } from './revision.ts'
import { readCurrent } from './position.ts'
import { needsCurrent } from './sources.ts'
import { combine, requireNone, rivalsOn } from './state.ts'
import type { Conflict } from './state.ts'

export interface MergeOptions {
  /** None: all heads. */
  readonly addresses: readonly string[]
  readonly message: string
  readonly branchLabels: readonly string[]
  readonly revisionId: string | null
  readonly dryRun: boolean
  readonly verify: boolean
}

const parentsOf = async (
  environment: Environment,
  addresses: readonly string[],
): Promise<readonly string[]> => {
  const { graph } = await environment.history()
  const current = addresses.some(needsCurrent) ? await readCurrent(environment) : []
  const found =
    addresses.length === 0
      ? graph.heads
      : addresses.flatMap((address) => resolveAddress(graph, address, current))
  const parents = [...new Set(found)]
  const overlap = findOverlap(graph, parents)
  if (overlap !== null) {
    throw new DiffkitError('TARGETS_OVERLAP', { revision: overlap[0], implied: overlap[1] })
  }
  if (parents.length < 2) throw new DiffkitError('NOTHING_TO_MERGE', { heads: parents })
  return parents
}

/** What comes out differently when the sides are applied in the other order. */
const ordered = async (
  environment: Environment,
  parents: readonly string[],
  schemas: readonly [Schema, Schema],
): Promise<readonly Conflict[]> => {
  const { features } = environment.dialect
  const operations = diff(...schemas, { features, renames: [] })
  const objects = [...new Set(operations.map(objectOf))]
  const conflicts: Conflict[] = []
  for (const object of objects) {
    const rivals = await rivalsOn(environment, parents, object)
    conflicts.push({ object, problem: rivals.join(' and ') || 'the order of the sides decides' })
  }
  return conflicts
}

/** The schema that the parents come to; throws HEADS_CONFLICT, object by object. */
const mergedState = async (
  environment: Environment,
  parents: readonly string[],
): Promise<Schema> => {
  const one = await combine(environment, parents)
  requireNone(parents, one.conflicts)
  const other = await combine(environment, parents.toReversed())
  requireNone(parents, other.conflicts)
  requireNone(parents, await ordered(environment, parents, [one.schema, other.schema]))
  return one.schema
}

/** Writes a merge revision, whatever the models say; nothing when the parents do not fit together. */
export const merge = async (environment: Environment, options: MergeOptions): Promise<Written> => {
  const { addresses, branchLabels } = options
  const down = await parentsOf(environment, addresses)
  requireLabels((await environment.history()).graph, branchLabels)
  const state = await mergedState(environment, down)
  const parent = { down, dependsOn: [], branchLabels, needs: down, state, replaces: null }
  return writeRevisionOf(environment, { ...options, empty: false }, { parent, operations: [] })
}
