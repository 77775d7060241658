/** A source names a schema: `models`, `database`, a revision, `empty`, `sql:FILE`, `snapshot:FILE`, a URL. */
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Connection, Unmodelled } from '../dialects/dialect.ts'
import { withoutEmptyComments } from '../diff/inherit.ts'
import { DiffkitError } from '../errors.ts'
import { resolveAddress } from '../revisions/address.ts'
import type { Printers } from '../runtime/judge/judge.ts'
import { introspectLive } from '../runtime/run/migrate.ts'
import { filterSchema } from '../runtime/judge/ownership.ts'
import { parseSnapshot } from '../schema/snapshot.ts'
import { emptySchema } from '../schema/types.ts'
import type { Schema } from '../schema/types.ts'
import type { Environment } from './environment.ts'
import { placed, atDatabase, readCurrent } from './position.ts'
import { stateOf } from './state.ts'

export interface Source {
  readonly schema: Schema
  /** A database, where things may stand that are not ours; or an empty one. */
  readonly live: boolean
  /** Read from a database, be it one that a file of SQL made: it gives every name. */
  readonly read: boolean
  readonly unmodelled: readonly Unmodelled[]
  /** Where a live side prints expressions: as it reads them itself. */
  readonly printers: Printers
}

const plain = (schema: Schema): Source => ({
  schema,
  live: false,
  read: false,
  unmodelled: [],
  printers: [],
})

const readText = async (file: string): Promise<string> =>
  readFile(file, 'utf8').catch((cause: unknown) => {
    throw new DiffkitError('FILE_NOT_FOUND', { file }, { cause })
  })

const fromSqlFile = async (environment: Environment, file: string): Promise<Source> => {
  const sql = await readText(file)
  const connection = await environment.scratch.database()
  try {
    await connection.execute(sql)
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause)
    throw new DiffkitError('SQL_FILE_FAILED', { file, message }, { cause })
  }
  const { schema } = await introspectLive({ ...environment, connection })
  return { ...plain(schema), read: true }
}

const liveAt = async (environment: Environment, connection: Connection): Promise<Source> => {
  const { schema, unmodelled } = await introspectLive({ ...environment, connection })
  return { schema, live: true, read: true, unmodelled, printers: [async () => connection] }
}

const URL_START = /^(?:sqlite|file|libsql|postgres|postgresql|pglite):/

const fromPrefixed = async (environment: Environment, text: string): Promise<Source | null> => {
  const path = (prefix: string): string => resolve(environment.cwd, text.slice(prefix.length))
  if (text.startsWith('sql:')) return fromSqlFile(environment, path('sql:'))
  if (text.startsWith('snapshot:')) {
    const file = path('snapshot:')
    return plain(parseSnapshot(await readText(file), file).schema)
  }
  if (!URL_START.test(text)) return null
  const { resolveUrl } = await import('../runtime/config/load.ts')
  return liveAt(environment, await environment.connectBeside(resolveUrl(text, environment.cwd)))
}

/** Reads what a source names. What the configuration excludes is left out of it. */
export const readSource = async (environment: Environment, text: string): Promise<Source> => {
  const source = await readWhole(environment, text)
  return { ...source, schema: filterSchema(source.schema, environment.config) }
}

const readWhole = async (environment: Environment, text: string): Promise<Source> => {
  if (text === 'models') return plain(withoutEmptyComments((await environment.models()).schema))
  if (text === 'empty') return { ...plain(emptySchema), live: true }
  if (text === 'database') return liveAt(environment, await environment.connect())
  const prefixed = await fromPrefixed(environment, text)
  if (prefixed !== null) return prefixed
  const at = needsCurrent(text)
    ? await atDatabase(environment, [text])
    : await placed(environment, { names: [text] })
  const current = needsCurrent(text) ? await readCurrent(at) : []
  return plain(await stateOf(at, resolveAddress((await at.history()).graph, text, current)))
}

/** Whether an address means something only beside what a database records. */
export const needsCurrent = (address: string): boolean => /current|^[+-]|@[+-]/.test(address)
