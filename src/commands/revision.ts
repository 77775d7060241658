/** Compare the models with the history, and write a migration that is proven and can be undone. */
import { join, relative, sep } from 'node:path'
import { fromNothing } from '../diff/index.ts'
import type { RenameCandidate } from '../diff/rename-candidates.ts'
import { DiffkitError } from '../errors.ts'
import type { Hazard } from '../lint/hazard.ts'
import { lint } from '../lint/index.ts'
import { applyAll, flatten, reverseAll } from '../operations/index.ts'
import { withConversions } from '../operations/conversions.ts'
import type { Operation } from '../operations/index.ts'
import { renderMigration } from '../render/migration.ts'
import { replaceRevision, writeRevision } from '../revisions/directory.ts'
import type { RevisionFiles, WrittenFiles } from '../revisions/directory.ts'
import { sealSnapshot } from '../revisions/seal.ts'
import { downRevisionOf } from '../revisions/revision.ts'
import type { DownRevision } from '../revisions/revision.ts'
import { fileName, isFreeName, newRevisionId } from '../revisions/id.ts'
import { requireTarget } from '../runtime/run/server-version.ts'
import { prove } from '../runtime/proof/proof.ts'
import type { Proof, UnverifiedReason } from '../runtime/proof/proof.ts'
import { writeSnapshot } from '../schema/snapshot.ts'
import type { Schema } from '../schema/types.ts'
import { afterWrite } from './after-write.ts'
import { askAboutTypes } from './ask-types.ts'
import { ancestorPrograms } from './ancestor-programs.ts'
import type { Environment } from './environment.ts'
import { blameModel } from './model-error.ts'
import { migrationsFolder } from './migrations-folder.ts'
import { placeOf } from './placement.ts'
import type { Parent } from './placement.ts'
import { changeOf } from './revision-change.ts'
import type { RevisionOptions } from './revision-change.ts'

import { targetOf } from './program-stop.ts'

export type RevisionResult =
  /** Nothing differs. */
  | { readonly kind: 'none' }
  /** Nothing was written: somebody has to say which of these are renames. */
  | { readonly kind: 'renames'; readonly renames: readonly RenameCandidate[] }
  | {
      readonly kind: 'written' | 'dryRun'
      readonly revision: string
      readonly downRevision: DownRevision
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

const proofOf = async (
  environment: Environment,
  change: {
    readonly before: Schema
    readonly after: Schema
    readonly upgrade: readonly Operation[]
    readonly downgrade: readonly Operation[]
  },
  { verify, needs }: { readonly verify: boolean; readonly needs: readonly string[] },
): Promise<Proof> => {
  const { dialect, scratch } = environment
  const { after } = change
  if (!verify) return { verified: false, reason: 'SKIPPED', detail: null, schema: after }
  const target = targetOf(environment)
  const ancestors = await ancestorPrograms(environment, needs)
  try {
    const subject = { ...change, dialect, target, ancestors }
    return await prove(subject, scratch, fromNothing(dialect.features))
  } catch (error) {
    throw await blameModel(error, environment, change)
  }
}

const chooseId = async (environment: Environment, wanted: string | null): Promise<string> => {
  const { revisions, graph } = await environment.history()
  const taken = revisions.map(({ id }) => id)
  if (wanted === null) return newRevisionId(taken)
  if (!isFreeName(wanted)) throw new DiffkitError('REVISION_ID_INVALID', { revision: wanted })
  const labelled = graph.labels.get(wanted)
  if (labelled !== undefined) {
    const files = revisions.filter(({ id }) => id === labelled).map(({ path }) => path)
    throw new DiffkitError('DUPLICATE_LABEL', { label: wanted, files })
  }
  if (taken.includes(wanted)) {
    const files = revisions.filter(({ id }) => id === wanted).map(({ path }) => path)
    throw new DiffkitError('DUPLICATE_REVISION', { revision: wanted, files })
  }
  return wanted
}

interface Programs {
  readonly before: Schema
  readonly after: Schema
  readonly upgrade: readonly Operation[]
  readonly downgrade: readonly Operation[]
}

interface Wanted {
  readonly parent: Parent
  readonly operations: readonly Operation[]
  /** The way back, where it is not the reverse. */
  readonly downgrade?: readonly Operation[]
}

/** A schema that operations have come to: tables that they leave alone are what they were, in normal form. */
const normalAfter = ({ dialect }: Environment, after: Schema, before: Schema): Schema => {
  const known = new Set(before.tables)
  const touched = after.tables.filter((table) => !known.has(table))
  const normal = dialect.normalize({ ...after, tables: touched })
  const found = new Map(touched.map((table, at) => [table, normal.tables[at] ?? table]))
  return { ...normal, tables: after.tables.map((table) => found.get(table) ?? table) }
}

/** Both programs as they will stand in the file: conversions said, rebuilds shown as batches. */
const programsOf = async (
  environment: Environment,
  { operations, parent: { state: before }, downgrade }: Wanted,
): Promise<Programs> => {
  const { dialect } = environment
  const target = targetOf(environment)
  const { online, committed } = dialect.segments
  const inForm = environment.config.safety === 'online' ? online : committed
  const asked = await askAboutTypes(environment, operations, before)
  const program = inForm(withConversions(operations, before, dialect.conversion, asked), before)
  const after = normalAfter(environment, applyAll(before, program), before)
  const reversed = downgrade ?? reverseAll(program, before)
  const back = inForm(withConversions(reversed, after, dialect.conversion, asked), after)
  requireTarget([...program, ...back], dialect, target)
  return {
    before,
    after,
    upgrade: dialect.groupBatches(program, before, target),
    downgrade: dialect.groupBatches(back, after, target),
  }
}

interface Draft {
  readonly id: string
  readonly parent: Parent
  readonly programs: Programs
  readonly proof: Proof
  readonly hazards: readonly Hazard[]
}

const renderFiles = async (
  environment: Environment,
  { id, parent, programs, proof, hazards }: Draft,
  message: string,
): Promise<RevisionFiles> => {
  const { config, dialect } = environment
  const createdAt = new Date().toISOString().replace(/\.\d+Z$/, 'Z')
  const source = await renderMigration({
    revision: id,
    down: parent.down,
    branchLabels: parent.branchLabels,
    dependsOn: parent.dependsOn,
    replaces: parent.squash?.of,
    transaction: parent.squash?.transaction,
    message,
    createdAt,
    upgrade: programs.upgrade,
    downgrade: programs.downgrade,
    hazards: {
      upgrade: hazards,
      downgrade: lint(programs.downgrade, programs.after, lintContext(environment)),
    },
    folder: config.folder,
  })
  return {
    migration: join(
      await migrationsFolder(environment, parent),
      fileName(config.fileName, { revision: id, message, createdAt }),
    ),
    source,
    snapshot: sealSnapshot(
      writeSnapshot({ revision: id, dialect: dialect.name, schema: proof.schema }),
      source,
    ),
  }
}

const lintContext = (environment: Environment) => ({
  dialect: environment.dialect.name,
  target: targetOf(environment),
  levels: environment.config.lint,
})

const writeFiles = (
  { config }: Environment,
  { id, parent }: Draft,
  files: RevisionFiles,
): Promise<WrittenFiles> =>
  parent.replaces === null
    ? writeRevision(config, id, files)
    : replaceRevision(config, { id, replaces: parent.replaces }, files)

/** Where the files would go, in a dry run. */
const plannedFiles = (
  { config }: Environment,
  { id }: Draft,
  files: RevisionFiles,
): WrittenFiles => ({
  path: relative(config.folder, files.migration).split(sep).join('/'),
  snapshot: `${relative(config.folder, config.snapshots)}/${id}.json`,
})

/** An empty migration changes nothing, so there is nothing to prove. */
const verdict = (
  proof: Proof,
  isEmpty: boolean,
): Pick<Written, 'verified' | 'reason' | 'detail'> =>
  proof.verified || isEmpty
    ? { verified: true, reason: null, detail: null }
    : { verified: false, reason: proof.reason, detail: proof.detail }

/** A revision that was written, or in a dry run would be. */
export type Written = Extract<RevisionResult, { readonly kind: 'written' | 'dryRun' }>

/** Proves a program at its place, and writes its files. */
export const writeRevisionOf = async (
  environment: Environment,
  options: Pick<RevisionOptions, 'message' | 'empty' | 'verify' | 'dryRun' | 'revisionId'>,
  wanted: Wanted,
): Promise<Written> => {
  const { parent } = wanted
  const programs = await programsOf(environment, wanted)
  const proof = await proofOf(environment, programs, {
    verify: options.verify && !options.empty,
    needs: parent.needs,
  })
  const hazards = lint(programs.upgrade, programs.before, lintContext(environment))
  const id = await chooseId(environment, options.revisionId)
  const draft: Draft = { id, parent, programs, proof, hazards }
  const files = await renderFiles(environment, draft, options.message)
  if (environment.talk.signal.aborted) throw new DiffkitError('INTERRUPTED', {})
  const place = options.dryRun
    ? plannedFiles(environment, draft, files)
    : await writeFiles(environment, draft, files)
  if (!options.dryRun) await afterWrite(environment, id, place)
  return {
    kind: options.dryRun ? 'dryRun' : 'written',
    revision: id,
    downRevision: downRevisionOf(parent.down),
    message: options.message,
    ...place,
    operations: flatten(programs.upgrade),
    hazards,
    ...verdict(proof, options.empty),
    source: files.source,
  }
}

/** Writes a migration and its snapshot, or says why there is none to write. */
export const revision = async (
  environment: Environment,
  options: RevisionOptions,
): Promise<RevisionResult> => {
  const parent = await placeOf(environment, options)
  const { operations, open } = await changeOf(environment, options, parent)
  if (open.length > 0) return { kind: 'renames', renames: open }
  if (operations.length === 0 && !options.empty) return { kind: 'none' }
  return writeRevisionOf(environment, options, { parent, operations })
}
