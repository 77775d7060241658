/** Do models, history and database agree? */
import type { Introspection } from '../dialects/dialect.ts'
import { isDiffkitError } from '../errors.ts'
import { applyRenames } from '../diff/rename-operations.ts'
import { resolveRenames } from '../diff/renames.ts'
import { describe, flatten } from '../operations/index.ts'
import type { Operation } from '../operations/index.ts'
import { compareSchemas } from '../runtime/judge/compare.ts'
import type { Undecided } from '../runtime/judge/judge.ts'
import { filterSchema } from '../runtime/judge/ownership.ts'
import { inventory, parseInventory } from '../runtime/run/own-log.ts'
import type { Seen } from '../runtime/run/own-log.ts'
import { requireRecorded } from '../revisions/address.ts'
import { readLog } from '../runtime/run/log-table.ts'
import { placeName } from '../schema/expressions.ts'
import { show } from '../schema/names.ts'
import type { QualifiedName } from '../schema/types.ts'
import { findDrift } from './drift.ts'
import type { Environment } from './environment.ts'
import { findings } from './findings.ts'
import type { Finding } from './findings.ts'
import { historyProblems } from './history-problems.ts'
import type { HistoryProblem } from './history-problems.ts'
import { declaredRenames, headsState, modelsBeside, targetOfModels } from './model-target.ts'
import { atDatabase, readCurrent } from './position.ts'
import { scratchPrinter } from './printers.ts'

export interface CheckOptions {
  readonly models: boolean
  readonly database: boolean
  readonly history: boolean
  readonly offline: boolean
  readonly strict: boolean
}

interface UndecidedEntry {
  readonly object: string
  readonly models: string
  readonly database: string
  readonly reason: string
}

interface UnmodelledEntry {
  readonly kind: string
  readonly name: string
  readonly since?: 'added' | 'changed' | 'removed'
}

interface Part {
  readonly ok: boolean
  readonly operations: readonly { readonly kind: string; readonly description: string }[]
  readonly findings: readonly Finding[]
}

export interface CheckResult {
  readonly ok: boolean
  readonly models?: Part
  readonly database?: Part & { readonly unmodelled: readonly UnmodelledEntry[] }
  readonly history?: { readonly ok: boolean; readonly problems: readonly HistoryProblem[] }
  readonly undecided: readonly UndecidedEntry[]
}

const entries = (operations: readonly Operation[]): Part['operations'] =>
  flatten(operations).map((op) => ({ kind: op.kind, description: describe(op) }))

const undecidedEntry = ({ place, left, right, reason }: Undecided): UndecidedEntry => ({
  object: placeName(place),
  models: right,
  database: left,
  reason,
})

interface PartOutcome<P> {
  readonly part: P
  readonly undecided: readonly UndecidedEntry[]
}

const checkModels = async (environment: Environment): Promise<PartOutcome<Part>> => {
  const { config } = environment
  const base = filterSchema(await headsState(environment), config)
  const models = await modelsBeside(environment, base)
  const tags = await declaredRenames(environment, models, base)
  const { renames, doubts } = resolveRenames(
    { flags: [], tags },
    base,
    models.schema,
    environment.dialect.features,
  )
  for (const doubt of doubts) environment.talk.warn(doubt)
  const target = targetOfModels(environment, models, applyRenames(base, renames))
  const comparison = await compareSchemas(base, target.schema, {
    dialect: environment.dialect,
    printers: [scratchPrinter(environment, [base, target.schema])],
    renames,
    compare: config.compare,
  })
  const part = {
    ok: comparison.operations.length === 0,
    operations: entries(comparison.operations),
    findings: await findings(comparison.operations, base, {
      places: target.places,
      folder: config.folder,
    }),
  }
  return {
    part,
    // The written text of the models stands on the right.
    undecided: comparison.undecided.map(undecidedEntry),
  }
}

/** The recorded revisions; one that this folder does not have is an error. */
const recorded = async (environment: Environment): Promise<readonly string[]> => {
  const { graph } = await environment.history()
  const current = await readCurrent(environment)
  requireRecorded(graph, current)
  return current
}

/** Only what is not ours is listed, so that only its hashes are made. */
const withoutOurs = (
  { schema, unmodelled }: Introspection,
  names: ReadonlySet<string>,
): Introspection => {
  const foreign =
    (kind: string) =>
    (item: QualifiedName): boolean =>
      !names.has(`${kind} ${show(item)}`)
  return {
    unmodelled,
    schema: {
      ...schema,
      tables: schema.tables.filter(foreign('table')),
      views: schema.views.filter(foreign('view')),
      enums: schema.enums.filter(foreign('enum')),
      sequences: schema.sequences.filter(foreign('sequence')),
    },
  }
}

const sinceLastRun = (
  now: readonly Seen[],
  then: readonly Seen[] | null,
  isOurs: (seen: Seen) => boolean,
): readonly UnmodelledEntry[] => {
  const key = ({ kind, name }: Seen): string => `${kind} ${name}`
  const before = new Map((then ?? []).map((seen) => [key(seen), seen.hash]))
  const present = new Set(now.map(key))
  const foreign = now.filter((seen) => !isOurs(seen))
  const listed = foreign.map((seen): UnmodelledEntry => {
    const hash = before.get(key(seen))
    const since =
      then === null || hash === seen.hash ? null : hash === undefined ? 'added' : 'changed'
    return { kind: seen.kind, name: seen.name, ...(since === null ? {} : { since }) }
  })
  const removed = (then ?? [])
    .filter((seen) => !isOurs(seen) && !present.has(key(seen)))
    .map(({ kind, name }): UnmodelledEntry => ({ kind, name, since: 'removed' }))
  return [...listed, ...removed]
}

type DatabasePart = NonNullable<CheckResult['database']>

const checkDatabase = async (environment: Environment): Promise<PartOutcome<DatabasePart>> => {
  const { dialect, own } = environment
  const connection = await environment.connect()
  const { whole, known, actual, comparison } = await findDrift(
    environment,
    await recorded(environment),
  )
  const log = await readLog(connection, dialect, own)
  const then = log.map((entry) => parseInventory(entry.unmodelled)).find((seen) => seen !== null)
  const names = new Set(
    known.flatMap(({ tables, views, enums }) => [
      ...tables.map((item) => `table ${show(item)}`),
      ...views.map((item) => `view ${show(item)}`),
      ...enums.map((item) => `enum ${show(item)}`),
    ]),
  )
  const unmodelled = sinceLastRun(
    inventory(withoutOurs(whole, names)),
    then ?? null,
    ({ kind, name }) => names.has(`${kind} ${name}`),
  )
  const part = {
    ok: comparison.operations.length === 0 && unmodelled.every(({ since }) => since === undefined),
    operations: entries(comparison.operations),
    findings: await findings(comparison.operations, actual, null),
    unmodelled,
  }
  return { part, undecided: comparison.undecided.map(undecidedEntry) }
}

interface Wanted {
  readonly models: boolean
  readonly database: boolean
  readonly history: boolean
}

const wanted = (options: CheckOptions): Wanted => {
  const named = options.models || options.database || options.history
  return {
    models: options.models || !named,
    database: (options.database || !named) && !options.offline,
    history: options.history || !named,
  }
}

const ask = async <T>(isAsked: boolean, work: () => Promise<T>): Promise<T | null> =>
  isAsked ? work() : null

/** Which files were applied, only a database can say; without one the history is checked all the same. */
const isReached = async (environment: Environment, { offline }: CheckOptions): Promise<boolean> => {
  if (offline || !environment.hasDatabase) return false
  try {
    await environment.connect()
    return true
  } catch (error) {
    if (!isDiffkitError(error)) throw error
    environment.talk.warn(`whether applied files were edited is not known: ${error.message}`)
    return false
  }
}

/** Answers the questions asked for; all of them when none is named. */
export const check = async (given: Environment, options: CheckOptions): Promise<CheckResult> => {
  const asked = wanted(options)
  // Before any work: a database that cannot be reached is exit 2, not half an answer.
  await ask(asked.database, given.connect)
  const environment = asked.database ? await atDatabase(given) : given
  const models = await ask(asked.models, () => checkModels(environment))
  const database = await ask(asked.database, () => checkDatabase(environment))
  const history = await ask(asked.history, async () => {
    const problems = await historyProblems(environment, {
      database: await isReached(environment, options),
    })
    return { ok: problems.length === 0, problems }
  })
  const undecided = [models, database].flatMap((outcome) => outcome?.undecided ?? [])
  const parts = [models?.part, database?.part, history].filter(
    (part) => part !== null && part !== undefined,
  )
  const isStrictlyOk = undecided.length === 0 && (database?.part.unmodelled ?? []).length === 0
  return {
    ok: parts.every(({ ok }) => ok) && (!options.strict || isStrictlyOk),
    ...(models === null ? {} : { models: models.part }),
    ...(database === null ? {} : { database: database.part }),
    ...(history === null ? {} : { history }),
    undecided,
  }
}
