/** How do two sources differ? */
import { adoptNames } from '../diff/adopt-names.ts'
import { diff as diffSchemas, fromNothing } from '../diff/index.ts'
import { applyRenames } from '../diff/rename-operations.ts'
import { resolveRenames } from '../diff/renames.ts'
import { adoptSequenceNames } from '../diff/sequence-names.ts'
import { lint } from '../lint/index.ts'
import type { Hazard } from '../lint/hazard.ts'
import { describe, flatten } from '../operations/index.ts'
import type { Operation } from '../operations/index.ts'
import { settle, withoutUndecided } from '../runtime/judge/judge.ts'
import type { Undecided } from '../runtime/judge/judge.ts'
import { refuseTaken, separate, withoutTaken } from '../runtime/judge/ownership.ts'
import { planPath } from '../runtime/script/plan-path.ts'
import type { Schema } from '../schema/types.ts'
import { takenAsEqual } from '../runtime/judge/taken-as-equal.ts'
import type { Environment } from './environment.ts'
import { declaredRenames, modelsBeside, targetOfModels } from './model-target.ts'
import { scratchPrinter } from './printers.ts'
import { programStop, targetOf } from './program-stop.ts'
import { readSource } from './sources.ts'
import type { Source } from './sources.ts'

export interface DiffOptions {
  readonly from: string
  readonly to: string
  readonly renames: readonly string[]
}

export interface DiffResult {
  readonly equal: boolean
  readonly operations: readonly (Operation & { readonly description: string })[]
  /** Statements that turn `from` into `to` when run in order. */
  readonly sql: readonly string[]
  readonly hazards: readonly Hazard[]
  readonly unmodelled: readonly { readonly kind: string; readonly name: string }[]
  readonly undecided: readonly Undecided[]
}

/** Two databases may be of one server, whose roles are those of both. */
const withoutRoles = (source: Source): Source => ({
  ...source,
  schema: { ...source.schema, roles: [] },
})

/** Live sides are cut down to what the other side knows; with both live, everything that either describes is ours. */
const cutDown = (from: Source, to: Source): { from: Source; to: Source } => {
  if (from.live && to.live) {
    return {
      from: withoutRoles(withoutTaken(from, to)),
      to: withoutRoles(withoutTaken(to, from)),
    }
  }
  if (from.live === to.live) return { from, to }
  const cut = (source: Source, other: Source): Source => {
    if (!source.live) return source
    refuseTaken(other.schema.tables, source)
    return { ...source, ...separate(source, [other.schema]) }
  }
  return { from: cut(from, to), to: cut(to, from) }
}

/** Beside a database, a sequence behind a serial column has the name that it has there, unless the source gives it another. */
const besideRead = (source: Source, other: Source): Schema =>
  other.read && !source.read ? adoptSequenceNames(source.schema, other.schema) : source.schema

const statements = async (
  environment: Environment,
  operations: readonly Operation[],
  from: Schema,
): Promise<readonly string[]> => {
  const { dialect, scratch } = environment
  const build = fromNothing(dialect.features)(from)
  const [planned] = await planPath(
    [programStop(operations)],
    { schema: from, copy: { kind: 'replay', programs: [build] } },
    { dialect, target: targetOf(environment), scratch },
  )
  return (planned?.items ?? []).flatMap((item) =>
    item.kind === 'statement' ? [item.statement.sql] : [],
  )
}

/** What turns FROM into TO. */
export const diff = async (environment: Environment, options: DiffOptions): Promise<DiffResult> => {
  const { dialect, config } = environment
  const sides = cutDown(
    await readSource(environment, options.from),
    await readSource(environment, options.to),
  )
  const named = adoptNames(sides.from.schema, sides.to.schema, dialect)
  const from = besideRead({ ...sides.from, schema: named }, sides.to)
  const models = options.to === 'models' ? await modelsBeside(environment, from) : null
  const tags = models === null ? [] : await declaredRenames(environment, models, from)
  const isPast = options.from !== 'head' && options.from !== 'heads'
  const answers = { flags: options.renames, tags, isPast }
  const { renames, doubts } = resolveRenames(answers, from, sides.to.schema, dialect.features)
  for (const doubt of doubts) environment.talk.warn(doubt)
  const renamed = applyRenames(from, renames)
  const to =
    models === null
      ? besideRead(
          { ...sides.to, schema: adoptNames(sides.to.schema, renamed, dialect) },
          { ...sides.from, schema: renamed },
        )
      : targetOfModels(environment, models, renamed).schema
  const settled = await settle(to, renamed, {
    dialect,
    printers: [
      ...sides.from.printers,
      ...sides.to.printers,
      scratchPrinter(environment, [from, to]),
    ],
  })
  const decided = withoutUndecided(settled.schema, renamed, settled.undecided)
  const wanted = takenAsEqual(decided, renamed, config.compare)
  const operations = diffSchemas(from, wanted, { features: dialect.features, renames })
  const foreign = [sides.from, sides.to].flatMap((side) => (side.live ? side.unmodelled : []))
  return {
    equal: operations.length === 0,
    operations: flatten(operations).map((op) => ({ ...op, description: describe(op) })),
    sql: await statements(environment, operations, from),
    hazards: lint(operations, from, {
      dialect: dialect.name,
      target: targetOf(environment),
      levels: config.lint,
    }),
    unmodelled: foreign.map(({ kind, name }) => ({ kind, name })),
    undecided: settled.undecided,
  }
}
