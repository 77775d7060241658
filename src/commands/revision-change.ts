/** What a new revision is to do: the models compared with where it starts. */
import { diff } from '../diff/index.ts'
import type { RenameCandidate } from '../diff/rename-candidates.ts'
import { applyRenames, comparableAfter } from '../diff/rename-operations.ts'
import { resolveRenames } from '../diff/renames.ts'
import { DiffkitError, isDiffkitError } from '../errors.ts'
import { apply, applyAll, describe, flatten } from '../operations/index.ts'
import type { Operation } from '../operations/index.ts'
import { settle } from '../runtime/judge/judge.ts'
import { filterSchema, separate, refuseTaken } from '../runtime/judge/ownership.ts'
import { takenAsEqual } from '../runtime/judge/taken-as-equal.ts'
import { equalSchemas } from '../schema/equal.ts'
import { placeName } from '../schema/expressions.ts'
import type { Schema } from '../schema/types.ts'
import type { Environment } from './environment.ts'
import { declaredRenames, modelsBeside, targetOfModels } from './model-target.ts'
import type { ComparedParent, Parent, PlaceOptions } from './placement.ts'
import { scratchPrinter } from './printers.ts'
import { readSource } from './sources.ts'
import type { Source } from './sources.ts'

export interface RevisionOptions extends PlaceOptions {
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
  readonly revisionId: string | null
}

type Base = Pick<Source, 'schema' | 'printers'>

const baseOf = async (
  environment: Environment,
  against: string | null,
  parent: ComparedParent,
): Promise<Base> => {
  if (against === null) return { schema: await parent.compared(), printers: [] }
  const source = await readSource(environment, against)
  if (!source.live) return source
  const known = [await parent.compared(), (await environment.models()).schema]
  for (const schema of known) refuseTaken(filterSchema(schema, environment.config).tables, source)
  return { ...source, ...separate(source, known) }
}

export interface Change {
  readonly operations: readonly Operation[]
  readonly open: readonly RenameCandidate[]
}

const compare = async (
  environment: Environment,
  { schema, printers }: Base,
  options: RevisionOptions,
): Promise<Change> => {
  const { dialect, config, talk } = environment
  const base = filterSchema(schema, config)
  const models = await modelsBeside(environment, base)
  const tags = await declaredRenames(environment, models, base)
  const answers = { flags: options.renames, tags }
  const { renames, doubts, ...asked } = resolveRenames(
    answers,
    base,
    models.schema,
    dialect.features,
  )
  for (const doubt of doubts) talk.warn(doubt)
  const open = options.noRenames
    ? []
    : asked.open.filter(({ flag }) => !options.declined.includes(flag))
  if (open.length > 0) return { operations: [], open }
  const target = targetOfModels(environment, models, applyRenames(base, renames))
  const renamed = comparableAfter(base, renames)
  const settled = await settle(target.schema, renamed, {
    dialect,
    printers: [...printers, scratchPrinter(environment, [base, target.schema])],
  })
  for (const { place, reason } of settled.undecided) {
    const object = placeName(place)
    talk.warn(`${place.role} of ${object}: taken as changed, because ${reason}`)
  }
  const wanted = takenAsEqual(settled.schema, renamed, config.compare)
  const operations = diff(base, wanted, {
    features: dialect.features,
    renames,
  })
  return { operations: config.rewrite?.(operations) ?? operations, open: [] }
}

/** With `--against`, the operations must still lead from the history's state to the models'. */
const requireFit = async (
  environment: Environment,
  operations: readonly Operation[],
  { base, parent, against }: { base: Base; parent: Schema; against: string },
): Promise<void> => {
  const settled = await settle(base.schema, parent, {
    dialect: environment.dialect,
    printers: [...base.printers, scratchPrinter(environment, [base.schema, parent])],
  })
  try {
    const [wanted, come] = [applyAll(parent, operations), applyAll(settled.schema, operations)]
    if (equalSchemas(wanted, come)) return
  } catch (cause) {
    throw new DiffkitError('AGAINST_DOES_NOT_FIT', { against }, { cause })
  }
  throw new DiffkitError('AGAINST_DOES_NOT_FIT', { against })
}

/** What all heads together lack may be in need of something that the chosen one alone does not have. */
const requirePlace = (operations: readonly Operation[], { down, state }: Parent): void => {
  let schema = state
  for (const op of flatten(operations)) {
    try {
      schema = apply(schema, op)
    } catch (cause) {
      if (!isDiffkitError(cause)) throw cause
      const data = { head: down[0] ?? 'base', operation: describe(op), problem: cause.message }
      throw new DiffkitError('HEAD_LACKS', data, { cause })
    }
  }
}

/** The operations of a new revision; none for an empty one. */
export const changeOf = async (
  environment: Environment,
  options: RevisionOptions,
  parent: ComparedParent,
): Promise<Change> => {
  if (options.empty) return { operations: [], open: [] }
  const base = await baseOf(environment, options.against, parent)
  const change = await compare(environment, base, options)
  if (options.against !== null && change.open.length === 0) {
    const compared = await parent.compared()
    const { against } = options
    await requireFit(environment, change.operations, { base, parent: compared, against })
  }
  requirePlace(change.operations, parent)
  return change
}
