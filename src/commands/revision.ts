/** Compare the models with the history, and write a migration that is proven and can be undone. */
import { diff } from '../diff/index.ts'
import { resolveRenames } from '../diff/renames.ts'
import type { RenameCandidate } from '../diff/renames.ts'
import { DiffkitError } from '../errors.ts'
import type { Hazard } from '../lint/hazard.ts'
import { lint } from '../lint/index.ts'
import { applyAll, flatten, reverseAll } from '../operations/index.ts'
import { withConversions } from '../operations/conversions.ts'
import type { Operation } from '../operations/index.ts'
import { renderMigration } from '../render/migration.ts'
import { replaceRevision, writeRevision } from '../revisions/directory.ts'
import { fileName, isRevisionId, newRevisionId } from '../revisions/id.ts'
import { settle } from '../runtime/judge.ts'
import { separate } from '../runtime/ownership.ts'
import { prove } from '../runtime/proof.ts'
import type { Proof, UnverifiedReason } from '../runtime/proof.ts'
import { equalSchemas } from '../schema/equal.ts'
import { writeSnapshot } from '../schema/snapshot.ts'
import { emptySchema } from '../schema/types.ts'
import type { Schema } from '../schema/types.ts'
import { ancestorPrograms } from './ancestor-programs.ts'
import { amendedHead } from './amend.ts'
import type { Environment } from './environment.ts'
import { onlyHead, targetOfModels } from './model-target.ts'
import { targetOf } from './program-stop.ts'
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

export type RevisionResult =
  /** Nothing differs. */
  | { readonly kind: 'none' }
  /** Nothing was written: somebody has to say which of these are renames. */
  | { readonly kind: 'renames'; readonly renames: readonly RenameCandidate[] }
  | {
      readonly kind: 'written' | 'dryRun'
      readonly revision: string
      readonly downRevision: string | null
      readonly message: string
      readonly path: string
      readonly snapshot: string
      readonly operations: readonly Operation[]
      readonly hazards: readonly Hazard[]
      readonly verified: boolean
      readonly reason: UnverifiedReason | null
      readonly detail: string | null
      readonly source: string
    }

interface Parent {
  readonly id: string | null
  readonly state: Schema
  /** The revision that `--amend` replaces. */
  readonly replaces: string | null
}

const findParent = async (environment: Environment, amend: boolean): Promise<Parent> => {
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

interface Change {
  readonly operations: readonly Operation[]
  readonly open: readonly RenameCandidate[]
}

const compare = async (
  environment: Environment,
  base: Schema,
  options: RevisionOptions,
): Promise<Change> => {
  const { dialect, scratch, config, talk } = environment
  const target = await targetOfModels(environment, base)
  const settled = await settle(target.schema, base, {
    dialect,
    printers: [() => scratch.database()],
  })
  for (const { place, reason } of settled.undecided) {
    talk.warn(
      `${place.role} of ${place.part ?? String(place.object)}: taken as changed, because ${reason}`,
    )
  }
  const asked = resolveRenames(options.renames, base, settled.schema)
  const open = options.noRenames
    ? []
    : asked.open.filter(({ flag }) => !options.declined.includes(flag))
  if (open.length > 0) return { operations: [], open }
  const operations = diff(base, settled.schema, {
    features: dialect.features,
    renames: asked.renames,
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

const proofOf = async (
  environment: Environment,
  change: {
    readonly before: Schema
    readonly upgrade: readonly Operation[]
    readonly downgrade: readonly Operation[]
  },
  { verify, parent }: { readonly verify: boolean; readonly parent: string | null },
): Promise<Proof> => {
  const { dialect, scratch } = environment
  const after = applyAll(change.before, change.upgrade)
  if (!verify) return { verified: false, reason: 'SKIPPED', detail: null, schema: after }
  const target = targetOf(environment)
  return prove(
    { ...change, dialect, target, after, ancestors: await ancestorPrograms(environment, parent) },
    scratch,
    (schema) => diff(emptySchema, schema, { features: dialect.features, renames: [] }),
  )
}

const chooseId = async (environment: Environment, wanted: string | null): Promise<string> => {
  const { revisions } = await environment.history()
  const taken = revisions.map(({ id }) => id)
  if (wanted === null) return newRevisionId(taken)
  if (!isRevisionId(wanted)) throw new DiffkitError('REVISION_ID_INVALID', { revision: wanted })
  if (taken.includes(wanted)) {
    const files = revisions.filter(({ id }) => id === wanted).map(({ path }) => path)
    throw new DiffkitError('DUPLICATE_REVISION', { revision: wanted, files })
  }
  return wanted
}

const changeOf = async (
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

/** Writes a migration and its snapshot, or says why there is none to write. */
export const revision = async (
  environment: Environment,
  options: RevisionOptions,
): Promise<RevisionResult> => {
  const { config, dialect } = environment
  const parent = await findParent(environment, options.amend)
  const change = await changeOf(environment, options, parent)
  if (change.open.length > 0) return { kind: 'renames', renames: change.open }
  if (change.operations.length === 0 && !options.empty) return { kind: 'none' }

  const before = parent.state
  const target = targetOf(environment)
  const program = withConversions(change.operations, before, dialect.conversion)
  const upgrade = dialect.groupBatches(program, before, target)
  const after = applyAll(before, upgrade)
  const reversed = withConversions(reverseAll(program, before), after, dialect.conversion)
  const downgrade = dialect.groupBatches(reversed, after, target)
  const context = { dialect: dialect.name, target, levels: config.lint }
  const hazards = lint(upgrade, before, context)
  const proof = await proofOf(
    environment,
    { before, upgrade, downgrade },
    { verify: options.verify && !options.empty, parent: parent.id },
  )

  const id = await chooseId(environment, options.revisionId)
  const createdAt = new Date().toISOString().replace(/\.\d+Z$/, 'Z')
  const source = await renderMigration({
    revision: id,
    down: parent.id === null ? [] : [parent.id],
    branchLabels: [],
    dependsOn: [],
    message: options.message,
    createdAt,
    upgrade,
    downgrade,
    hazards: { upgrade: hazards, downgrade: lint(downgrade, after, context) },
    folder: config.folder,
  })
  const files = {
    migration: fileName(config.fileName, { revision: id, message: options.message, createdAt }),
    source,
    snapshot: writeSnapshot({ revision: id, dialect: dialect.name, schema: proof.schema }),
  }
  const written = options.dryRun
    ? null
    : parent.replaces === null
      ? await writeRevision(config, id, files)
      : await replaceRevision(config, { id, replaces: parent.replaces }, files)
  return {
    kind: options.dryRun ? 'dryRun' : 'written',
    revision: id,
    downRevision: parent.id,
    message: options.message,
    path: written?.path ?? files.migration,
    snapshot: written?.snapshot ?? `${id}.json`,
    operations: flatten(upgrade),
    hazards,
    verified: options.empty ? true : proof.verified,
    reason: proof.verified || options.empty ? null : proof.reason,
    detail: proof.verified ? null : proof.detail,
    source,
  }
}
