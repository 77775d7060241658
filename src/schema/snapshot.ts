/** Schema ⇄ JSON text that reads and merges well in git: sorted, a property a line. */
import { DiffkitError } from '../errors.ts'
import { canonicalSchema } from './equal.ts'
import { compactSchema, compactTable, completeSchema } from './spec.ts'
import type { SchemaSpec, TableSpec } from './spec.ts'
import type { Schema, Table } from './types.ts'

/** Raised only when an older diffkit would misread the file. */
const SNAPSHOT_FORMAT = 1

export interface Snapshot {
  readonly revision: string
  readonly dialect: string
  readonly schema: Schema
}

/** Tables of snapshots that were read: most of them stand in the next one too, and are written as they stood. */
const stored = new WeakMap<Table, TableSpec>()

export const writeSnapshot = ({ revision, dialect, schema }: Snapshot): string => {
  const canonical = canonicalSchema(schema)
  const { views = [], ...others } = compactSchema({ ...canonical, tables: [] })
  const tables = canonical.tables.map((table) => stored.get(table) ?? compactTable(table))
  const content = {
    format: SNAPSHOT_FORMAT,
    dialect,
    revision,
    schema: {
      ...others,
      ...(tables.length === 0 ? {} : { tables }),
      ...(views.length === 0 ? {} : { views }),
    },
  }
  return `${JSON.stringify(content, null, 2)}\n`
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const parseJson = (text: string, file: string): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(text)
    if (isRecord(value)) return value
  } catch (cause) {
    throw new DiffkitError('SNAPSHOT_DAMAGED', { file, problem: 'it is not JSON' }, { cause })
  }
  throw new DiffkitError('SNAPSHOT_DAMAGED', { file, problem: 'it is not a JSON object' })
}

const requireShape = (schema: unknown, file: string): SchemaSpec => {
  const lists = ['extensions', 'roles', 'namespaces', 'enums', 'sequences', 'tables', 'views']
  const problem = !isRecord(schema)
    ? '`schema` is missing'
    : lists.find((list) => schema[list] !== undefined && !Array.isArray(schema[list])) !== undefined
      ? 'a list of `schema` is not a list'
      : null
  if (problem !== null) throw new DiffkitError('SNAPSHOT_DAMAGED', { file, problem })
  return schema as SchemaSpec
}

const completeStored = (spec: SchemaSpec): Schema => {
  const schema = completeSchema(spec)
  for (const [at, table] of schema.tables.entries()) {
    const own = spec.tables?.[at]
    if (own !== undefined) stored.set(table, own)
  }
  return schema
}

/** Reads a snapshot; `file` is what an error names. */
export const parseSnapshot = (text: string, file: string): Snapshot => {
  const { format, dialect, revision, schema } = parseJson(text, file)
  if (typeof format !== 'number') {
    throw new DiffkitError('SNAPSHOT_DAMAGED', { file, problem: '`format` is missing' })
  }
  if (format > SNAPSHOT_FORMAT) throw new DiffkitError('SNAPSHOT_NEWER', { file, format })
  if (typeof dialect !== 'string' || typeof revision !== 'string') {
    const problem = '`dialect` or `revision` is missing'
    throw new DiffkitError('SNAPSHOT_DAMAGED', { file, problem })
  }
  try {
    return { dialect, revision, schema: completeStored(requireShape(schema, file)) }
  } catch (cause) {
    if (cause instanceof DiffkitError) throw cause
    throw new DiffkitError('SNAPSHOT_DAMAGED', { file, problem: String(cause) }, { cause })
  }
}
