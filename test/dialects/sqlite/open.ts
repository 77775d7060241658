import { d1 } from '../../../src/dialects/sqlite/d1.ts'
import { sqlite } from '../../../src/dialects/sqlite/index.ts'
import type { Connection, Dialect } from '../../../src/dialects/dialect.ts'
import type { Operation } from '../../../src/operations/index.ts'
import { executeInTransaction } from '../../../src/runtime/run/execute.ts'
import { completeSchema } from '../../../src/schema/spec.ts'
import type { SchemaSpec } from '../../../src/schema/spec.ts'
import { emptySchema } from '../../../src/schema/types.ts'
import type { Schema } from '../../../src/schema/types.ts'

export const SCOPE = { namespaces: null, hidden: [] } as const

export const connect = (
  url = 'sqlite::memory:',
  create = true,
  dialect: Dialect = sqlite,
): Promise<Connection> =>
  dialect.connect(url, {
    create,
    namespaces: [],
    lockName: 'diffkit',
    lockTimeout: 200,
    statementTimeout: null,
  })

/** The ways to a database: two drivers, and one of them with foreign keys that stay on. */
export const ENGINES = {
  'better-sqlite3': () => connect('sqlite::memory:'),
  libSQL: () => connect('libsql::memory:'),
  'fixed foreign keys': () => connect('sqlite::memory:', true, d1),
} as const

/** Runs a program as a revision does; answers its statements. */
export const run = async (
  connection: Connection,
  operations: readonly Operation[],
  before: Schema,
  target = '3.35',
): Promise<readonly string[]> => {
  const done: string[] = []
  await executeInTransaction(operations, before, {
    connection,
    dialect: sqlite,
    target,
    revision: null,
    run: { kind: 'skip' },
    onStatement: ({ sql }) => done.push(sql),
  })
  return done
}

const creates = (schema: Schema): readonly Operation[] => [
  ...schema.tables.map((table): Operation => ({ kind: 'createTable', table })),
  ...schema.views.map((view): Operation => ({ kind: 'createView', view })),
]

export const schemaOf = (spec: SchemaSpec): Schema => sqlite.normalize(completeSchema(spec))

/** An in-memory database that holds a schema. */
export const databaseOf = async (
  schema: Schema,
  engine: keyof typeof ENGINES = 'better-sqlite3',
): Promise<Connection> => {
  const connection = await ENGINES[engine]()
  await run(connection, creates(schema), emptySchema)
  return connection
}

export const introspected = async (connection: Connection): Promise<Schema> =>
  (await sqlite.introspect(connection, SCOPE)).schema

/** A new database with what a script makes in it. */
export const open = async (setup: string): Promise<Connection> => {
  const connection = await connect()
  await connection.execute(setup)
  return connection
}

/** `done`, or what the change is refused with. */
export const change = async (
  connection: Connection,
  ...operations: readonly Operation[]
): Promise<string> =>
  run(connection, operations, await introspected(connection)).then(
    () => 'done',
    (error: unknown) => String(error),
  )

/** The rows of a query, each as one text. */
export const values = async (connection: Connection, sql: string) =>
  (await connection.query(sql)).map((row) => Object.values(row).join(' '))
