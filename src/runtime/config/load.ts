/** Finds, loads and resolves the configuration. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import type { ResolvedConfig } from '../../config.ts'
import { maskUrl } from '../../dialects/shared.ts'
import { DiffkitError, isDiffkitError } from '../../errors.ts'
import type { CheckedConfig } from './shape.ts'
import { readConfigText } from './text.ts'
import { requireDialect, resolveUrl } from './database-url.ts'
import { showFile } from '../load/source-lines.ts'

export { resolveUrl } from './database-url.ts'

export interface LoadConfigOptions {
  readonly cwd: string
  /** `--config`: a file, relative to `cwd`. */
  readonly configPath: string | null
  /** `--db`: the name of one of several databases. */
  readonly db: string | null
  /** `--url`: stands in for the configured one; relative to `cwd`. */
  readonly url: string | null
  /** `--set name=value`: beside and over the `vars` of the configuration. */
  readonly set?: readonly string[]
}

const NAMES = ['ts', 'mts', 'js', 'mjs'].map((extension) => `diffkit.config.${extension}`)

const findFile = ({ cwd, configPath }: Pick<LoadConfigOptions, 'cwd' | 'configPath'>): string => {
  const candidates = (configPath === null ? NAMES : [configPath]).map((name) => resolve(cwd, name))
  const file = candidates.find((path) => existsSync(path))
  if (file !== undefined) return file
  throw new DiffkitError('CONFIG_NOT_FOUND', { file: showFile(candidates[0] ?? cwd) })
}

/** `.env` beside the configuration; what the environment already has stays. */
const loadEnvironment = (folder: string): void => {
  const file = join(folder, '.env')
  if (!existsSync(file)) return
  for (const [name, value] of Object.entries(parseEnv(readFileSync(file, 'utf8')))) {
    process.env[name] ??= value
  }
}

type Keys = Readonly<Record<string, unknown>>

const namesOf = ({ databases }: Keys): readonly string[] =>
  typeof databases === 'object' && databases !== null ? Object.keys(databases) : []

/** The keys of the chosen database over those that all share. */
const choose = (config: Keys, db: string | null, file: string): Keys => {
  const { databases, ...shared } = config
  const names = namesOf(config)
  const single = names.length === 1 && shared['schema'] === undefined ? (names[0] ?? null) : null
  const name = db ?? single
  if (name === null && (names.length === 0 || shared['schema'] !== undefined)) return shared
  const chosen = name !== null && names.includes(name) ? Reflect.get(Object(databases), name) : null
  if (chosen === null) throw new DiffkitError('CONFIG_NO_DATABASE', { file, name, names })
  return { ...shared, ...chosen }
}

const listOf = (value: string | readonly string[]): readonly string[] =>
  typeof value === 'string' ? [value] : value

const urlOf = (config: CheckedConfig, folder: string, options: LoadConfigOptions) => {
  // An empty variable of the environment is none.
  const given = options.url ?? (config.url || null)
  if (given === null) return { url: null, maskedUrl: null }
  requireDialect(given, config.dialect)
  const url = resolveUrl(given, options.url === null ? folder : options.cwd)
  return { url, maskedUrl: maskUrl(given) }
}

const varsOf = (set: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    set.map((given) => {
      const [, name, value] = /^([^=]+)=([^]*)$/.exec(given) ?? []
      if (name === undefined || value === undefined)
        throw new DiffkitError('SET_INVALID', { given })
      return [name, value]
    }),
  )

const foldersOf = ({ migrations }: CheckedConfig, folder: string) => {
  if (typeof migrations === 'string') {
    return { migrations: resolve(folder, migrations), branchFolders: {} }
  }
  const entries = Object.entries(migrations).map(([label, path]) => [label, resolve(folder, path)])
  const [[, first] = ['', '']] = entries
  return { migrations: first ?? folder, branchFolders: Object.fromEntries(entries) }
}

/** What the function throws names it. */
const naming = <A extends readonly unknown[], R>(
  name: string,
  call: ((...given: A) => R) | null,
): ((...given: A) => R) | null =>
  call &&
  ((...given) => {
    try {
      return call(...given)
    } catch (cause) {
      if (isDiffkitError(cause)) throw cause
      const message = cause instanceof Error ? cause.message : String(cause)
      throw new DiffkitError('CONFIG_FUNCTION_FAILED', { name, message }, { cause })
    }
  })

const resolveConfig = (
  config: CheckedConfig,
  file: string,
  options: LoadConfigOptions,
): ResolvedConfig => {
  const folder = dirname(file)
  return {
    ...config,
    ...urlOf(config, folder, options),
    file,
    folder,
    schema: listOf(config.schema),
    rewrite: naming('rewrite', config.rewrite),
    filter: naming('filter', config.filter),
    compare: naming('compare', config.compare),
    ...foldersOf(config, folder),
    snapshots: resolve(folder, config.snapshots),
    scratchSetup: listOf(config.scratchSetup).map((path) => resolve(folder, path)),
    target: config.target[config.dialect],
    vars: { ...config.vars, ...varsOf(options.set ?? []) },
  }
}

/** What a file exports as its default; run only where it has to be. */
const loadDefault = async (file: string): Promise<unknown> => {
  const read = readConfigText(readFileSync(file, 'utf8'))
  if (read !== null) return read
  const { loadModules } = await import('../load/load.ts')
  return (await loadModules([file])).get(file)?.['default']
}

/** The names of the databases that the configuration holds; throws CONFIG_INVALID where it has none. */
export const loadDatabaseNames = async (
  options: Pick<LoadConfigOptions, 'cwd' | 'configPath'>,
): Promise<readonly string[]> => {
  const file = findFile(options)
  loadEnvironment(dirname(file))
  const { checkKeys } = await import('./shape.ts')
  const names = namesOf(checkKeys(await loadDefault(file), showFile(file)))
  if (names.length > 0) return names
  const problem = 'it has no `databases`, which `--all-dbs` is about'
  throw new DiffkitError('CONFIG_INVALID', { file: showFile(file), problem })
}

interface Exported {
  readonly value: unknown
  /** What the value was read from; its folder is where paths start. */
  readonly file: string
}

const readConfig = async (
  { value, file }: Exported,
  options: LoadConfigOptions,
): Promise<ResolvedConfig> => {
  const { checkKeys, checkValues } = await import('./shape.ts')
  const shown = showFile(file)
  const keys = checkKeys(value, shown)
  const config = checkValues(choose(keys, options.db, shown), shown)
  return resolveConfig(config, file, options)
}

/** The configuration that a command works with; every path in it is absolute. */
export const loadConfig = async (options: LoadConfigOptions): Promise<ResolvedConfig> => {
  const file = findFile(options)
  loadEnvironment(dirname(file))
  return readConfig({ value: await loadDefault(file), file }, options)
}

/** A configuration that is given as a value; its paths start at `cwd`. */
export const readGivenConfig = (
  value: unknown,
  options: LoadConfigOptions,
): Promise<ResolvedConfig> =>
  readConfig({ value, file: join(options.cwd, 'given as an option') }, options)
