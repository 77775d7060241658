/** What a new revision is to do: the models compared with where it starts. */
import { diff } from '../diff/index.ts'
import type { RenameCandidate } from '../diff/rename-candidates.ts'
import { applyRenames } from '../diff/rename-operations.ts'
import { resolveRenames } from '../diff/renames.ts'
import { DiffkitError } from '../errors.ts'
import { applyAll } from '../operations/index.ts'
import type { Operation } from '../operations/index.ts'
import { settle } from '../runtime/judge.ts'
import { separate } from '../runtime/ownership.ts'
import { equalSchemas } from '../schema/equal.ts'
import { show } from '../schema/names.ts'
import type { Schema } from '../schema/types.ts'
import { amendedHead } from './amend.ts'
import type { Environment } from './environment.ts'
import { declaredRenames, onlyHead, targetOfModels } from './model-target.ts'
import { refreshSnapshot } from './snapshot.ts'
import { readSource } from './sources.ts'

export interface RevisionOptions {
  readonly message: string
  /** A source to compare with, instead of the parent's snapshot. */
  readonly against: string | null
  readonly empty: boolean
  readonly renames: readonly string[]
  /** Flags of candidates that somebody said are no renames. */
  readonly declined: readonly string[]
  /** Every candidate is a drop and an add. */
  readonly noRenames: boolean
  readonly dryRun: boolean
  readonly verify: boolean
  readonly amend: boolean
  readonly revisionId: string | null
}

/** Where a new revision hangs. */
export interface Parent {
  readonly id: string | null
  readonly state: Schema
  /** The revision that `--amend` replaces. */
  readonly replaces: string | null
}

/** The head, or with `--amend` the parent of the head. */
export const findParent = async (environment: Environment, amend: boolean): Promise<Parent> => {
  const history = await environment.history()
  const head = await onlyHead(environment)
  if (!amend) {
    if (head !== null) await refreshSnapshot(environment, head)
    return { id: head, state: await history.snapshot(head), replaces: null }
  }
  const replaced = await amendedHead(environment, head)
  const [parent] = history.find(replaced).down
  return { id: parent ?? null, state: await history.snapshot(parent ?? null), replaces: replaced }
}

const baseOf = async (
  environment: Environment,
  against: string | null,
  parent: Parent,
): Promise<Schema> => {
  if (against === null) return parent.state
  const source = await readSource(environment, against)
  if (!source.live) return source.schema
  return separate(source, [parent.state, (await environment.models()).schema]).schema
}

export interface Change {
  readonly operations: readonly Operation[]
  readonly open: readonly RenameCandidate[]
}

const compare = async (
  environment: Environment,
  base: Schema,
  options: RevisionOptions,
): Promise<Change> => {
  const { dialect, scratch, config, talk } = environment
  const models = await environment.models()
  const tags = await declaredRenames(environment, base)
  const answers = { flags: options.renames, tags }
  const { renames, ...asked } = resolveRenames(answers, base, models.schema)
  const open = options.noRenames
    ? []
    : asked.open.filter(({ flag }) => !options.declined.includes(flag))
  if (open.length > 0) return { operations: [], open }
  const renamed = applyRenames(base, renames)
  const target = await targetOfModels(environment, renamed)
  const settled = await settle(target.schema, renamed, {
    dialect,
    printers: [() => scratch.database()],
  })
  for (const { place, reason } of settled.undecided) {
    const object = place.part ?? show(place.object)
    talk.warn(`${place.role} of ${object}: taken as changed, because ${reason}`)
  }
  const operations = diff(base, settled.schema, {
    features: dialect.features,
    renames,
  })
  return { operations: config.rewrite?.(operations) ?? operations, open: [] }
}

/** With `--against`, the operations must still lead from the history's state to the models'. */
const requireFit = (
  operations: readonly Operation[],
  { base, parent, against }: { base: Schema; parent: Schema; against: string },
): void => {
  try {
    if (equalSchemas(applyAll(parent, operations), applyAll(base, operations))) return
  } catch (cause) {
    throw new DiffkitError('AGAINST_DOES_NOT_FIT', { against }, { cause })
  }
  throw new DiffkitError('AGAINST_DOES_NOT_FIT', { against })
}

/** The operations of a new revision; none for an empty one. */
export const changeOf = async (
  environment: Environment,
  options: RevisionOptions,
  parent: Parent,
): Promise<Change> => {
  if (options.empty) return { operations: [], open: [] }
  const base = await baseOf(environment, options.against, parent)
  const change = await compare(environment, base, options)
  if (options.against !== null && change.open.length === 0) {
    requireFit(change.operations, { base, parent: parent.state, against: options.against })
  }
  return change
}
