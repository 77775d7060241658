/** The commands as functions for programs: nothing is printed, no process ends, what fails is thrown. */
import { resolve } from 'node:path'
import { DiffkitError } from '../errors.ts'
import { dialectOfGiven, inTurn } from '../dialects/given.ts'
import { loadConfig, readGivenConfig } from '../runtime/config/load.ts'
import type { LoadConfigOptions } from '../runtime/config/load.ts'
import type { MigrateResult } from '../runtime/run/migrate.ts'
import { parseDuration } from '../runtime/wait.ts'
import type { ResolvedConfig } from '../config.ts'
import { openEnvironment } from './environment.ts'
import type { Environment, Talk } from './environment.ts'
import type { CheckResult } from './check.ts'
import type { CurrentResult } from './current.ts'
import type {
  CheckCodeOptions,
  CodeOptions,
  DowngradeOptions,
  RevisionCodeOptions,
  StampCodeOptions,
  UpgradeOptions,
} from './from-code-options.ts'
import type { PlaceOptions } from './placement.ts'
import type { RevisionResult } from './revision.ts'
import type { StampResult } from './stamp.ts'
import type { RunResult } from './upgrade.ts'

const talkOf = ({ onNote, onWarning, onStatement, signal }: CodeOptions): Talk => ({
  note: (message) => onNote?.(message),
  warn: (message) => onWarning?.(message),
  statement: ({ sql }) => onStatement?.(sql),
  working: () => undefined,
  signal: signal ?? new AbortController().signal,
})

interface Needs {
  /** Models are read, so that `schema` has to be there. */
  readonly models: boolean
}

/** What a database alone says, where no configuration does. */
const fromGiven = ({ connection, bundle }: CodeOptions, { models }: Needs) => ({
  ...(connection === undefined ? {} : { dialect: dialectOfGiven(connection) }),
  ...(bundle === undefined ? {} : { dialect: bundle.dialect }),
  ...(models ? {} : { schema: './schema' }),
})

const configOf = async (options: CodeOptions, needs: Needs): Promise<ResolvedConfig> => {
  const { config, connection, bundle, vars = {} } = options
  const from: LoadConfigOptions = {
    cwd: resolve(options.cwd ?? '.'),
    configPath: typeof config === 'string' ? config : null,
    db: options.db ?? null,
    url: options.url ?? null,
    set: Object.entries(vars).map(([name, value]) => `${name}=${value}`),
  }
  const isFile = typeof config === 'string'
  const hasEnough = connection !== undefined || bundle !== undefined
  if (isFile || (config === undefined && !hasEnough)) return loadConfig(from)
  return readGivenConfig({ ...fromGiven(options, needs), ...config }, from)
}

/** A driver may end a statement with an error of its own: who has aborted is told that. */
const orInterrupted = (error: unknown, signal: AbortSignal): unknown =>
  signal.aborted ? new DiffkitError('INTERRUPTED', {}, { cause: error }) : error

/** What the types ask for, for programs that have none. */
const requireOption = (isThere: boolean, option: string, expected: string): void => {
  if (!isThere) throw new DiffkitError('OPTION_INVALID', { option, expected })
}

const within = async <T>(
  options: CodeOptions,
  needs: Needs,
  work: (environment: Environment) => Promise<T>,
): Promise<T> => {
  const talk = talkOf(options)
  const { connection: given, bundle, wait = 0 } = options
  try {
    const isBundle = bundle === undefined || Array.isArray(bundle.migrations)
    requireOption(isBundle, 'bundle', 'what a module of `diffkit bundle` exports as its default')
    const config = await configOf(options, needs)
    const ground = {
      cwd: resolve(options.cwd ?? '.'),
      config,
      given,
      bundle,
      wait: typeof wait === 'number' ? wait : parseDuration(wait),
    }
    return await inTurn(given, () => openEnvironment(ground, talk, work))
  } catch (error) {
    throw orInterrupted(error, talk.signal)
  }
}

const WITHOUT_MODELS: Needs = { models: false }

const requireDone = (result: RunResult): MigrateResult => {
  if (result.kind === 'refused') throw new DiffkitError('DATA_LOSS', { dataLoss: result.dataLoss })
  const { from, to, revisions } = result
  return { from, to, revisions }
}

export const upgrade = (options: UpgradeOptions): Promise<MigrateResult> =>
  within(options, WITHOUT_MODELS, async (environment) => {
    const { upgrade: run } = await import('./upgrade.ts')
    const { target = 'head', allowExisting = false, allowDataLoss = false } = options
    return requireDone(await run(environment, { target, allowExisting, allowDataLoss }))
  })

export const downgrade = (options: DowngradeOptions): Promise<MigrateResult> =>
  within(options, WITHOUT_MODELS, async (environment) => {
    const { target, allowDataLoss = false } = options
    requireOption(typeof target === 'string', 'target', 'an address')
    const { downgrade: run } = await import('./upgrade.ts')
    return requireDone(await run(environment, { target, allowExisting: true, allowDataLoss }))
  })

export const current = (options: CodeOptions): Promise<CurrentResult> =>
  within(options, WITHOUT_MODELS, async (environment) => {
    const { current: run } = await import('./current.ts')
    return run(environment)
  })

export const check = (options: CheckCodeOptions): Promise<CheckResult> => {
  const { models = false, database = false, history = false, offline = false } = options
  const { strict = false } = options
  const readsModels = models || !(database || history)
  return within(options, { models: readsModels }, async (environment) => {
    const { check: run } = await import('./check.ts')
    return run(environment, { models, database, history, offline, strict })
  })
}

const requireFolder = ({ bundle }: CodeOptions, what: string): void => {
  if (bundle !== undefined) throw new DiffkitError('BUNDLE_READ_ONLY', { what })
}

const placeOf = (options: RevisionCodeOptions): PlaceOptions => ({
  head: options.head ?? null,
  splice: options.splice ?? false,
  branchLabels: options.branchLabels ?? [],
  dependsOn: options.dependsOn ?? [],
  amend: options.amend ?? false,
})

export const revision = async (options: RevisionCodeOptions): Promise<RevisionResult> => {
  requireFolder(options, '`revision`')
  const { against = null, empty = false, revisionId = null, verify = true } = options
  const { renames = [], noRenames = false, dryRun = false } = options
  requireOption(typeof options.message === 'string', 'message', 'a text')
  const message = options.message.trim()
  if (message === '') throw new DiffkitError('MESSAGE_NEEDED', {})
  const asked = { message, against, empty, renames, noRenames, dryRun, verify, revisionId }
  return within(options, { models: !empty }, async (environment) => {
    const { revision: run } = await import('./revision.ts')
    return run(environment, { ...asked, ...placeOf(options), declined: [] })
  })
}

export const stamp = (options: StampCodeOptions): Promise<StampResult> =>
  within(options, WITHOUT_MODELS, async (environment) => {
    const { addresses, purge = false, verify = false } = options
    requireOption(Array.isArray(addresses), 'addresses', 'a list of addresses')
    const { stamp: run } = await import('./stamp.ts')
    return run(environment, { addresses, purge, verify })
  })
