import { sqlite } from '../../../src/dialects/sqlite/index.ts'
import type { Connection } from '../../../src/dialects/dialect.ts'
import type { Operation } from '../../../src/operations/index.ts'
import { completeSchema } from '../../../src/schema/spec.ts'
import type { SchemaSpec } from '../../../src/schema/spec.ts'
import { emptySchema } from '../../../src/schema/types.ts'
import type { Schema } from '../../../src/schema/types.ts'

export const SCOPE = { namespaces: null, hidden: [] } as const

export const connect = (url = 'sqlite::memory:', create = true): Promise<Connection> =>
  sqlite.connect(url, {
    create,
    namespaces: [],
    lockName: 'diffkit',
    lockTimeout: 200,
    statementTimeout: null,
  })

/** Runs a program as the runtime does: step by step, each planned against the live catalog. */
export const run = async (
  connection: Connection,
  operations: readonly Operation[],
  before: Schema,
  target = '3.35',
): Promise<readonly string[]> => {
  const steps = sqlite.steps(operations, before, target)
  const done: string[] = []
  await connection.transaction(
    async () => {
      for (const step of steps) {
        const ground = step.rebuilds ? await sqlite.readGround(connection) : null
        for (const { sql } of sqlite.plan(step, { target, ground })) {
          done.push(sql)
          await connection.execute(sql).catch((cause: unknown) => {
            throw new Error(`${String(cause)} in: ${sql}`, { cause })
          })
        }
      }
    },
    { mode: 'revision', rebuild: steps.some(({ rebuilds }) => rebuilds) },
  )
  return done
}

const creates = (schema: Schema): readonly Operation[] => [
  ...schema.tables.map((table): Operation => ({ kind: 'createTable', table })),
  ...schema.views.map((view): Operation => ({ kind: 'createView', view })),
]

export const schemaOf = (spec: SchemaSpec): Schema => sqlite.normalize(completeSchema(spec))

/** An in-memory database that holds a schema. */
export const databaseOf = async (schema: Schema): Promise<Connection> => {
  const connection = await connect()
  await run(connection, creates(schema), emptySchema)
  return connection
}

export const introspected = async (connection: Connection): Promise<Schema> =>
  (await sqlite.introspect(connection, SCOPE)).schema
