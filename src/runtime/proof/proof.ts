/**
 * A migration is tried before it is written: on a scratch database that stands where its parent left
 * off, the upgrade must give the schema it promises, and the downgrade the one before.
 */
import type { Connection, Dialect, Scope } from '../../dialects/dialect.ts'
import { DiffkitError, isDiffkitError } from '../../errors.ts'
import { findUnwritten, withStandIns } from '../../operations/conversions.ts'
import { applyAll, definitions, describe, flatten } from '../../operations/index.ts'
import type { Operation } from '../../operations/index.ts'
import { objectName, show } from '../../schema/names.ts'
import { emptySchema } from '../../schema/types.ts'
import type { Schema } from '../../schema/types.ts'
import { onGround, programOnGround, readGround } from '../scratch/ground.ts'
import { executeSegments } from '../segments/segments.ts'
import type { Comparison } from '../judge/compare.ts'
import { compareSchemas } from '../judge/compare.ts'
import { attachPrints } from '../judge/judge.ts'
import { separate, withExpectedRoles } from '../judge/ownership.ts'
import {
  declaredRoles,
  presupposedRoles,
  programWithoutRoles,
  schemaWithoutRoles,
} from './policy-roles.ts'
import { reach } from './reach.ts'
import { requireServer } from '../run/server-version.ts'
import { isNoServer } from '../scratch/scratch.ts'
import type { Scratch } from '../scratch/scratch.ts'

export type UnverifiedReason =
  'NO_SERVER' | 'RUN' | 'USING' | 'RAW_SQL' | 'SETUP_FAILED' | 'EXTENSION_MISSING' | 'SKIPPED'

export type Proof =
  | {
      readonly verified: true
      /** The schema after, with what the scratch server printed. */
      readonly schema: Schema
    }
  | {
      readonly verified: false
      readonly reason: UnverifiedReason
      readonly detail: string | null
      readonly schema: Schema
    }

export interface ProofSubject {
  readonly dialect: Dialect
  readonly target: string
  readonly before: Schema
  readonly after: Schema
  readonly upgrade: readonly Operation[]
  readonly downgrade: readonly Operation[]
  /** The programs of all ancestors, when one of them holds raw SQL: `before` is then built by replaying them. */
  readonly ancestors: readonly (readonly Operation[])[] | null
}

/** How the schema is made from nothing: the operations that a comparison with the empty one gives. */
export type Build = (schema: Schema) => readonly Operation[]

/** All that a scratch database holds. */
export const SCOPE: Scope = { namespaces: null, hidden: [] }

const has = (operations: readonly Operation[], kind: 'run' | 'sql'): boolean =>
  flatten(operations).some((op) => op.kind === kind)

interface Trial extends ProofSubject {
  readonly connection: Connection
  /** What the setup of the scratch database makes. */
  readonly ground: Schema
}

const introspect = async (trial: Trial, known: readonly Schema[]): Promise<Schema> =>
  separate(await trial.dialect.introspect(trial.connection, SCOPE), known).schema

/** Executes a program on the scratch database; data steps are left out, and what is not written yet is NULL. */
export const tryOut = async (
  trial: Trial,
  operations: readonly Operation[],
  before: Schema,
): Promise<void> => {
  requireServer(operations, trial.dialect, trial.connection, 'the server of the proof')
  await executeSegments(withStandIns(operations), before, {
    connection: trial.connection,
    dialect: trial.dialect,
    target: trial.target,
    revision: null,
    run: { kind: 'skip' },
    transaction: 'revision',
  })
}

const difference = ({ operations, undecided }: Comparison): readonly string[] => [
  ...operations.map(describe),
  ...undecided.map(({ place }) => `${place.role} of ${String(place.part ?? place.object)}`),
]

const requireEqual = async (
  trial: Trial,
  schemas: { readonly found: Schema; readonly expected: Schema },
  direction: 'upgrade' | 'downgrade',
): Promise<void> => {
  const found = withExpectedRoles(schemas.found, schemas.expected)
  const comparison = await compareSchemas(found, schemas.expected, {
    dialect: trial.dialect,
    printers: [async () => trial.connection],
  })
  const differences = difference(comparison)
  if (differences.length > 0) throw new DiffkitError('DISPROVEN', { direction, differences })
}

/** SQLite takes a view that reads a column which is not there, and fails when something else is altered. */
const requireViews = async (trial: Trial): Promise<void> => {
  for (const view of trial.after.views) {
    const name = trial.dialect.identifier(objectName(view))
    try {
      await trial.connection.query(`EXPLAIN SELECT * FROM ${name}`)
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : String(cause)
      const differences = [`view ${show(view)} cannot be read: ${message}`]
      throw new DiffkitError('DISPROVEN', { direction: 'upgrade', differences }, { cause })
    }
  }
}

/** The extensions that somebody else makes: before the first revision, as far as diffkit knows. */
const presupposed = ({ dialect, before }: Trial): readonly Operation[] => {
  const made = new Set(before.extensions.map(({ name }) => name))
  const needed = new Set(dialect.extensionNeeds(before).map(({ name }) => name))
  return [...needed]
    .filter((name) => !made.has(name))
    .map((name) => definitions.createExtension.create(name))
}

/** Puts the scratch database where the program starts. */
export const buildBefore = async (trial: Trial, build: Build): Promise<void> => {
  const { ground } = trial
  if (trial.ancestors === null) {
    await tryOut(trial, presupposed(trial), ground)
    await tryOut(trial, programOnGround(build(trial.before), ground), ground)
    return
  }
  let schema = ground
  for (const program of trial.ancestors) {
    await tryOut(trial, program, schema)
    schema = applyAll(schema, program)
  }
}

const runTrial = async (trial: Trial, build: Build): Promise<Schema> => {
  const known = [trial.before, trial.after]
  await buildBefore(trial, build)
  const before = withExpectedRoles(await introspect(trial, known), trial.before)
  await requireEqual(trial, { found: before, expected: trial.before }, 'upgrade')
  await tryOut(trial, trial.upgrade, trial.before)
  await requireViews(trial)
  const after = await introspect(trial, known)
  await requireEqual(trial, { found: after, expected: trial.after }, 'upgrade')
  await tryOut(trial, trial.downgrade, trial.after)
  const restored = await introspect(trial, known)
  await requireEqual(trial, { found: restored, expected: before }, 'downgrade')
  return after
}

/** The subject with only what the change can reach; `null` where that is all of it. */
const partOf = (subject: ProofSubject, { version }: Connection): ProofSubject | null => {
  if (subject.ancestors !== null) return null
  const prints = subject.dialect.features.printsExpressions ? version.major : null
  const before = reach(subject.before, [...subject.upgrade, ...subject.downgrade], { prints })
  return before && { ...subject, before, after: applyAll(before, subject.upgrade) }
}

/** Roles belong to the server: those that others have on it are neither changed nor compared. */
const withoutRolesOfOthers = async (
  subject: ProofSubject,
  scratch: Scratch,
): Promise<ProofSubject> => {
  const { before, after, upgrade, downgrade, ancestors } = subject
  const programs = [...(ancestors ?? []), upgrade, downgrade]
  const declared = declaredRoles({ schemas: [before, after], programs })
  const others = declared.length === 0 ? [] : await scratch.rolesOfOthers(declared)
  if (others.length === 0) return subject
  return {
    ...subject,
    before: schemaWithoutRoles(before, others),
    after: schemaWithoutRoles(after, others),
    upgrade: programWithoutRoles(upgrade, others),
    downgrade: programWithoutRoles(downgrade, others),
    ancestors: ancestors?.map((program) => programWithoutRoles(program, others)) ?? null,
  }
}

/** The subject where the setup of this new database has already made something. */
export const standingOn = (subject: ProofSubject, ground: Schema): ProofSubject => {
  const { before, after, upgrade, downgrade, ancestors } = subject
  return {
    ...subject,
    before: onGround(before, ground),
    after: onGround(after, ground),
    upgrade: programOnGround(upgrade, ground),
    downgrade: programOnGround(downgrade, ground),
    ancestors: ancestors?.map((program) => programOnGround(program, ground)) ?? null,
  }
}

/**
 * The schema that stands on the scratch database after the upgrade. Of a trial on a part only good
 * news is believed: whatever goes wrong there is for the trial on the whole to judge.
 */
const tryPartThenWhole = async (
  promised: ProofSubject,
  scratch: Scratch,
  build: Build,
): Promise<Schema> => {
  const { ancestors, before: start, upgrade, downgrade } = promised
  const roles = presupposedRoles({
    start: ancestors === null ? start : emptySchema,
    programs: [...(ancestors ?? []), upgrade, downgrade],
  })
  const connection = await scratch.database({ roles })
  const ground = await readGround(scratch, promised.dialect, connection)
  const subject = standingOn(promised, ground)
  const part = partOf(subject, connection)
  if (part === null) return runTrial({ ...subject, connection, ground }, build)
  try {
    return await runTrial({ ...part, connection, ground }, build)
  } catch {
    const another = await scratch.database({ roles })
    return runTrial({ ...subject, connection: another, ground }, build)
  }
}

const unverified = (subject: ProofSubject, reason: UnverifiedReason, cause: unknown): Proof => ({
  verified: false,
  reason,
  detail: cause instanceof Error ? cause.message : null,
  schema: subject.after,
})

/** A failing statement of generated operations is our bug to tell; of raw SQL, not provable. */
const onFailure = (subject: ProofSubject, error: unknown): Proof => {
  if (isNoServer(error)) return unverified(subject, 'NO_SERVER', error)
  if (!isDiffkitError(error)) throw error
  if (error.code === 'SCRATCH_SETUP_FAILED') return unverified(subject, 'SETUP_FAILED', error)
  if (error.code === 'EXTENSION_UNAVAILABLE') return unverified(subject, 'EXTENSION_MISSING', error)
  const raw = has(subject.upgrade, 'sql') || subject.ancestors !== null
  if (raw && error.code === 'STATEMENT_FAILED') return unverified(subject, 'RAW_SQL', error)
  if (error.code !== 'STATEMENT_FAILED') throw error
  throw new DiffkitError(
    'DISPROVEN',
    { direction: 'upgrade', differences: [error.message] },
    { cause: error },
  )
}

/** Tries the migration; throws DISPROVEN with the difference when it does not do what it says. */
export const prove = async (
  subject: ProofSubject,
  scratch: Scratch,
  build: Build,
): Promise<Proof> => {
  try {
    const own = await withoutRolesOfOthers(subject, scratch)
    const found = await tryPartThenWhole(own, scratch, build)
    const schema = attachPrints(subject.after, found)
    const isRun = has(subject.upgrade, 'run') || has(subject.downgrade, 'run')
    if (findUnwritten([...subject.upgrade, ...subject.downgrade]) !== undefined) {
      return { verified: false, reason: 'USING', detail: null, schema }
    }
    if (isRun) return { verified: false, reason: 'RUN', detail: null, schema }
    return { verified: true, schema }
  } catch (error) {
    return onFailure(subject, error)
  }
}
