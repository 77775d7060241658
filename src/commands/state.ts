/** The schema at several revisions at once: one side's, with what the others do applied to it. */
import { DiffkitError, isDiffkitError } from '../errors.ts'
import { apply, describe, flatten } from '../operations/index.ts'
import type { Operation } from '../operations/index.ts'
import { ancestors, sortNewestFirst, withoutImplied } from '../revisions/graph.ts'
import type { Graph } from '../revisions/graph.ts'
import type { Schema } from '../schema/types.ts'
import type { Environment } from './environment.ts'
import { objectOf } from './findings.ts'

/** An object on which several lines of history do not agree. */
export interface Conflict {
  readonly object: string
  readonly problem: string
}

/** A revision's program, as far as it is on one side only. */
interface Part {
  readonly revision: string
  readonly operations: readonly Operation[]
}

interface Combined {
  readonly schema: Schema
  readonly conflicts: readonly Conflict[]
}

/** What `ids` need and `others` do not, oldest first. */
const onlyOn = (
  graph: Graph,
  ids: readonly string[],
  others: readonly string[],
): readonly string[] => {
  const known = ancestors(graph, others)
  const own = new Set([...ancestors(graph, ids)].filter((id) => !known.has(id)))
  return sortNewestFirst(graph, own, ids).toReversed()
}

const partsOf = async (
  environment: Environment,
  ids: readonly string[],
): Promise<readonly Part[]> => {
  const history = await environment.history()
  const programs = await history.operations(ids, 'upgrade')
  return ids.map((revision) => ({ revision, operations: flatten(programs.get(revision) ?? []) }))
}

const said = (revision: string, op: Operation): string => `${revision} (${describe(op)})`

/** What the other side did to the same object, or else to the table that it is a part of. */
const findRival = (parts: readonly Part[], object: string): string | null => {
  const all = parts.flatMap(({ revision, operations }) =>
    operations.map((op) => ({ revision, op, object: objectOf(op) })),
  )
  const isAround = (other: string): boolean =>
    object.startsWith(`${other}.`) || other.startsWith(`${object}.`)
  const rival =
    all.findLast((item) => item.object === object) ?? all.findLast((item) => isAround(item.object))
  return rival === undefined ? null : said(rival.revision, rival.op)
}

const applyParts = (before: Schema, parts: readonly Part[], others: readonly Part[]): Combined => {
  const conflicts = new Map<string, Conflict>()
  let schema = before
  for (const { revision, operations } of parts) {
    for (const op of operations) {
      try {
        schema = apply(schema, op)
      } catch (error) {
        if (!isDiffkitError(error)) throw error
        const object = objectOf(op)
        const rival = findRival(others, object)
        const against = rival === null ? '' : ` and ${rival}`
        const problem = `${said(revision, op)}${against}: ${error.message}`
        if (!conflicts.has(object)) conflicts.set(object, { object, problem })
      }
    }
  }
  return { schema, conflicts: [...conflicts.values()] }
}

/** The schema of the first revision with what the others do applied to it, and what did not fit. */
export const combine = async (
  environment: Environment,
  revisions: readonly string[],
): Promise<Combined> => {
  const { graph, snapshot } = await environment.history()
  const [first, ...others] = revisions
  let schema = await snapshot(first ?? null)
  const conflicts: Conflict[] = []
  const done = revisions.slice(0, 1)
  for (const id of others) {
    const parts = await partsOf(environment, onlyOn(graph, [id], done))
    const rivals = await partsOf(environment, onlyOn(graph, done, [id]))
    const combined = applyParts(schema, parts, rivals)
    schema = combined.schema
    conflicts.push(...combined.conflicts)
    done.push(id)
  }
  return { schema: others.length === 0 ? schema : environment.dialect.normalize(schema), conflicts }
}

/** One revision's program on a schema that it was not written for; `rivals` were not below it before. */
export const applyOnto = async (
  environment: Environment,
  before: Schema,
  { revision, rivals }: { readonly revision: string; readonly rivals: readonly string[] },
): Promise<Combined> =>
  applyParts(before, await partsOf(environment, [revision]), await partsOf(environment, rivals))

/** What each of several revisions, and nothing that another needs too, does to an object. */
export const rivalsOn = async (
  environment: Environment,
  revisions: readonly string[],
  object: string,
): Promise<readonly string[]> => {
  const { graph } = await environment.history()
  const found: (string | null)[] = []
  for (const id of revisions) {
    const others = revisions.filter((other) => other !== id)
    found.push(findRival(await partsOf(environment, onlyOn(graph, [id], others)), object))
  }
  return found.filter((item) => item !== null)
}

/** Throws HEADS_CONFLICT when there are conflicts. */
export const requireNone = (revisions: readonly string[], conflicts: readonly Conflict[]): void => {
  if (conflicts.length > 0) {
    throw new DiffkitError('HEADS_CONFLICT', { heads: revisions, conflicts })
  }
}

/** The schema that revisions and all that they need make up; the empty one of base for none. */
export const stateOf = async (
  environment: Environment,
  revisions: readonly string[],
): Promise<Schema> => {
  const { graph } = await environment.history()
  const tips = withoutImplied(graph, revisions)
  const { schema, conflicts } = await combine(environment, tips)
  requireNone(tips, conflicts)
  return schema
}
