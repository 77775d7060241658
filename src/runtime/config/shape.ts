/** Checks what a configuration file exports. */
import { distance } from 'fastest-levenshtein'
import * as v from 'valibot'
import type { ResolvedConfig } from '../../config.ts'
import { DiffkitError } from '../../errors.ts'
import { DEFAULT_FILE_NAME } from '../../revisions/id.ts'

type FunctionKey =
  'rewrite' | 'filter' | 'compare' | 'afterWrite' | 'beforeRevision' | 'afterRevision'

const text = v.pipe(v.string('a text is expected'), v.nonEmpty('it is empty'))
const list = v.array(text, 'a list of texts is expected')
const FOLDERS = 'a folder, or folders by branch label are expected'
const folders = v.pipe(
  v.record(v.string(), text),
  v.check((value) => Object.keys(value).length > 0),
)
const milliseconds = v.pipe(v.number('a number is expected'), v.integer(), v.minValue(0))

const isFunction = (value: unknown): boolean => typeof value === 'function'

const callable = <K extends FunctionKey>() =>
  v.nullish(v.custom<NonNullable<ResolvedConfig[K]>>(isFunction, 'a function is expected'), null)

const targetVersion = v.pipe(
  v.string('a text is expected'),
  v.regex(/^(?:\d+(?:\.\d+)*|connected)$/, "a version such as '3.35' or 'connected' is expected"),
)

const LOCK_TIMEOUT = 30_000

/** Every key with its check and its default; paths are still as written. */
const entries = {
  dialect: v.picklist(['sqlite', 'postgresql'], "'sqlite' or 'postgresql' is expected"),
  engine: v.nullish(v.picklist(['d1'], "'d1' is expected"), null),
  schema: v.union([text, v.pipe(list, v.minLength(1))], 'a glob or a list of globs is expected'),
  url: v.nullish(v.string('a text is expected'), null),
  migrations: v.optional(v.union([text, folders], FOLDERS), './migrations'),
  snapshots: v.optional(text, './snapshots'),
  namespaces: v.nullish(list, null),
  include: v.optional(list, []),
  exclude: v.optional(list, []),
  versionTable: v.optional(
    v.strictObject({
      name: v.optional(text, 'diffkit_version'),
      namespace: v.nullish(text, null),
    }),
    {},
  ),
  casing: v.nullish(
    v.picklist(['snake_case', 'camelCase'], "'snake_case' or 'camelCase' is expected"),
    null,
  ),
  scratch: v.nullish(text, null),
  scratchSetup: v.optional(v.union([text, list], 'a file or a list of files is expected'), []),
  target: v.optional(
    v.strictObject({
      sqlite: v.optional(targetVersion, '3.35'),
      postgresql: v.optional(targetVersion, 'connected'),
    }),
    {},
  ),
  fileName: v.optional(
    v.pipe(text, v.includes('{revision}', 'it must contain {revision}')),
    DEFAULT_FILE_NAME,
  ),
  dataLoss: v.optional(v.picklist(['allow', 'refuse'], "'allow' or 'refuse' is expected"), 'allow'),
  lint: v.optional(
    v.record(
      v.string(),
      v.picklist(['off', 'warning', 'error'], "'off', 'warning' or 'error' is expected"),
    ),
    {},
  ),
  rewrite: callable<'rewrite'>(),
  filter: callable<'filter'>(),
  compare: callable<'compare'>(),
  afterWrite: callable<'afterWrite'>(),
  beforeRevision: callable<'beforeRevision'>(),
  afterRevision: callable<'afterRevision'>(),
  safety: v.optional(v.picklist(['plain', 'online'], "'plain' or 'online' is expected"), 'plain'),
  vars: v.optional(v.record(v.string(), v.string('texts are expected')), {}),
  lockTimeout: v.optional(milliseconds, LOCK_TIMEOUT),
  statementTimeout: v.nullish(milliseconds, null),
}
const shape = v.object(entries)

/** A configuration with its defaults; paths and URLs are as written. */
export type CheckedConfig = v.InferOutput<typeof shape>

const KNOWN = Object.keys(entries)
const NESTED: Readonly<Record<string, readonly string[]>> = {
  versionTable: ['name', 'namespace'],
  target: ['sqlite', 'postgresql'],
}

type Keys = Readonly<Record<string, unknown>>

const isRecord = (value: unknown): value is Keys =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const nearest = (key: string, known: readonly string[]): string | null => {
  const [best] = known
    .map((name) => ({ name, far: distance(key.toLowerCase(), name.toLowerCase()) }))
    .toSorted((a, b) => a.far - b.far)
  return best !== undefined && best.far <= Math.max(2, key.length / 2) ? best.name : null
}

interface Where {
  readonly file: string
  /** What stands before a key: `databases.main.`. */
  readonly prefix: string
}

const requireKnown = (value: unknown, known: readonly string[], { file, prefix }: Where): void => {
  if (!isRecord(value)) return
  const key = Object.keys(value).find((item) => !known.includes(item))
  if (key === undefined) return
  throw new DiffkitError('CONFIG_UNKNOWN_KEY', {
    file,
    key: `${prefix}${key}`,
    nearest: nearest(key, known),
  })
}

const requireKnownKeys = (config: Keys, where: Where, known: readonly string[]): void => {
  requireKnown(config, known, where)
  for (const [key, names] of Object.entries(NESTED)) {
    requireKnown(config[key], names, { ...where, prefix: `${where.prefix}${key}.` })
  }
}

/** The configuration as an object whose keys are all known, those of each of its databases too. */
export const checkKeys = (value: unknown, file: string): Keys => {
  if (!isRecord(value)) {
    const problem = 'it has no default export that is an object'
    throw new DiffkitError('CONFIG_INVALID', { file, problem })
  }
  requireKnownKeys(value, { file, prefix: '' }, [...KNOWN, 'databases'])
  const { databases = {} } = value
  if (!isRecord(databases) || Object.values(databases).some((item) => !isRecord(item))) {
    const problem = '`databases`: an object of configurations by name is expected'
    throw new DiffkitError('CONFIG_INVALID', { file, problem })
  }
  for (const [name, database] of Object.entries(databases)) {
    if (isRecord(database))
      requireKnownKeys(database, { file, prefix: `databases.${name}.` }, KNOWN)
  }
  return value
}

/** The configuration of one database, every value checked; throws CONFIG_INVALID naming the key. */
export const checkValues = (value: Keys, file: string): CheckedConfig => {
  const result = v.safeParse(shape, value)
  if (result.success) {
    const { dialect, engine, safety } = result.output
    if (safety === 'online' && dialect === 'sqlite') {
      const problem = '`safety`: online is for PostgreSQL, and SQLite has one writer at a time'
      throw new DiffkitError('CONFIG_INVALID', { file, problem })
    }
    if (engine === null || dialect === 'sqlite') return result.output
    const problem = `\`engine\`: ${engine} is SQLite, and \`dialect\` says ${dialect}`
    throw new DiffkitError('CONFIG_INVALID', { file, problem })
  }
  const [issue] = result.issues
  const key = issue.path?.map((item) => String(item.key)).join('.') ?? ''
  const missing = issue.received === 'undefined'
  const problem = missing ? `\`${key}\` is missing` : `\`${key}\`: ${issue.message}`
  throw new DiffkitError('CONFIG_INVALID', { file, problem })
}
