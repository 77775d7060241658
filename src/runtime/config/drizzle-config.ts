/** What drizzle-kit's configuration says, as far as diffkit has a key for it. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DialectName } from '../../dialects/dialect.ts'
import { DiffkitError, isDiffkitError } from '../../errors.ts'
import { postgresCredentials } from './drizzle-credentials.ts'
import type { Credentials } from './drizzle-credentials.ts'
import { loadModules } from '../load/load.ts'

export interface DrizzleConfig {
  readonly file: string | null
  readonly dialect: DialectName | null
  readonly schema: readonly string[]
  readonly casing: string | null
  /** The file or URL of a SQLite database, where it is written there as it stands. */
  readonly url: string | null
  /** The database of PostgreSQL, as source text; or why there is none. */
  readonly credentials: Credentials | null
  /** Keys that diffkit has no counterpart for, or one that means something else. */
  readonly ignored: readonly string[]
  /** What of SQLite: `null` for a file of its own. */
  readonly kind: 'libsql' | 'd1' | null
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

const FILES = [
  'drizzle.config.ts',
  'drizzle.config.js',
  'drizzle.config.mjs',
  'drizzle.config.json',
]

const UNLIKE = ['schemaFilter', 'tablesFilter', 'entities', 'extensionsFilters']

const urlOf = (config: object): string | null => {
  const credentials: unknown = Reflect.get(config, 'dbCredentials')
  const url: unknown = isObject(credentials) ? Reflect.get(credentials, 'url') : null
  if (typeof url !== 'string' || asDialect(Reflect.get(config, 'dialect')) !== 'sqlite') return null
  if (/^[a-z]+:/i.test(url)) return url.startsWith('file:') ? url : null
  return `sqlite:${url}`
}

export const asDialect = (name: unknown): DialectName | null => {
  if (name === 'postgresql' || name === 'postgres') return 'postgresql'
  return name === 'sqlite' || name === 'turso' ? 'sqlite' : null
}

const asKind = (dialect: unknown, driver: unknown): DrizzleConfig['kind'] => {
  if (dialect === 'turso') return 'libsql'
  return driver === 'd1-http' ? 'd1' : null
}

const asTexts = (value: unknown): readonly string[] =>
  [value].flat().filter((item) => typeof item === 'string')

/** A literal, or a list of literals, of the syntax tree; `undefined` for anything else. */
const literalOf = (node: unknown): unknown => {
  if (!isObject(node)) return undefined
  if (Reflect.get(node, 'type') === 'ObjectExpression') return propertiesOf(node)
  const elements: unknown = Reflect.get(node, 'elements')
  if (Array.isArray(elements)) return elements.map(literalOf)
  return Reflect.get(node, 'type') === 'Literal' ? Reflect.get(node, 'value') : undefined
}

const propertiesOf = (node: object): Readonly<Record<string, unknown>> | null => {
  if (Reflect.get(node, 'type') !== 'ObjectExpression') return null
  const properties: unknown = Reflect.get(node, 'properties')
  const entries = [properties].flat().flatMap((item): readonly (readonly [string, unknown])[] => {
    if (!isObject(item)) return []
    const key: unknown = Reflect.get(item, 'key')
    const name: unknown = isObject(key) ? (Reflect.get(key, 'name') ?? literalOf(key)) : null
    return typeof name === 'string' ? [[name, literalOf(Reflect.get(item, 'value'))]] : []
  })
  return Object.fromEntries(entries)
}

/** The first object of the source that has a `dialect`. */
const findObject = (node: unknown): Readonly<Record<string, unknown>> | null => {
  if (Array.isArray(node)) {
    for (const item of node) {
      const found = findObject(item)
      if (found !== null) return found
    }
    return null
  }
  if (!isObject(node)) return null
  const own = propertiesOf(node)
  return own !== null && 'dialect' in own ? own : findObject(Object.values(node))
}

const parse = async (path: string) => {
  const { parseSync } = await import('oxc-parser')
  const source = readFileSync(path, 'utf8')
  // JSON is an expression, and no program.
  const text = path.endsWith('.json') ? `(${source})` : source
  return { program: parseSync(path.replace(/\.json$/, '.js'), text).program, text }
}

/** The configuration as it is written, where what it imports is not installed. */
const readSource = async (path: string): Promise<unknown> => findObject((await parse(path)).program)

const credentialsOf = async (config: object, path: string): Promise<Credentials | null> => {
  const [dialect, driver] = [Reflect.get(config, 'dialect'), Reflect.get(config, 'driver')]
  if (Reflect.get(config, 'dbCredentials') === undefined || driver === 'd1-http') return null
  if (asDialect(dialect) === 'postgresql') {
    return postgresCredentials({ ...(await parse(path)), driver })
  }
  const isKept = asDialect(dialect) !== 'sqlite' || urlOf(config) !== null
  return isKept ? null : { leftOut: 'its `url` is no file that could be told from there' }
}

const load = async (path: string): Promise<unknown> => {
  try {
    const module = (await loadModules([path])).get(path)
    return module?.['default'] ?? module
  } catch (error) {
    if (!isDiffkitError(error)) throw error
    return readSource(path)
  }
}

/** Reads the `drizzle.config.*` of a folder; without one, all is `null` or empty. */
export const readDrizzleConfig = async (folder: string): Promise<DrizzleConfig> => {
  const file = FILES.find((name) => existsSync(join(folder, name))) ?? null
  const config = file === null ? null : await load(join(folder, file))
  if (file === null || !isObject(config)) {
    return {
      file,
      dialect: null,
      schema: [],
      casing: null,
      url: null,
      credentials: null,
      ignored: [],
      kind: null,
    }
  }
  const casing: unknown = Reflect.get(config, 'casing')
  const name: unknown = Reflect.get(config, 'dialect')
  const dialect = asDialect(name)
  if (dialect === null && typeof name === 'string') {
    throw new DiffkitError('DIALECT_UNKNOWN', { dialect: name })
  }
  return {
    file,
    dialect,
    url: urlOf(config),
    credentials: await credentialsOf(config, join(folder, file)),
    ignored: UNLIKE.filter((key) => Reflect.get(config, key) !== undefined),
    schema: asTexts(Reflect.get(config, 'schema')),
    casing: typeof casing === 'string' ? casing : null,
    kind: asKind(Reflect.get(config, 'dialect'), Reflect.get(config, 'driver')),
  }
}
