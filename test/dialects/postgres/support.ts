/** Real servers of two majors, and a database of its own for each test. */
import { afterAll, beforeAll, describe } from 'vitest'
import type { ConnectOptions, Connection } from '../../../src/dialects/dialect.ts'
import { postgres } from '../../../src/dialects/postgres/index.ts'
import { diff } from '../../../src/diff/index.ts'
import { applyAll } from '../../../src/operations/index.ts'
import type { Operation } from '../../../src/operations/index.ts'
import { completeSchema } from '../../../src/schema/spec.ts'
import type { SchemaSpec } from '../../../src/schema/spec.ts'
import { expressionsOf, mapExpressions, placeKey } from '../../../src/schema/expressions.ts'
import type { Schema } from '../../../src/schema/types.ts'
import { emptySchema } from '../../../src/schema/types.ts'
import { majorsInTurn, packageOf } from '../../support/postgres.ts'
import { startEmbeddedPostgres } from '../../../src/runtime/scratch/embedded-postgres.ts'
import type { EmbeddedPostgres } from '../../../src/runtime/scratch/embedded-postgres.ts'

export const OPTIONS: ConnectOptions = {
  create: true,
  namespaces: ['auth'],
  lockName: 'diffkit_test',
  lockTimeout: 500,
  statementTimeout: null,
}

export interface TestServer {
  readonly major: number
  url(database: string): string
  /** A new database, and a connection to it. */
  database(): Promise<Connection>
}

/** Runs the tests of `body` on each major. */
export const onServers = (name: string, body: (server: TestServer) => void): void => {
  describe.each(majorsInTurn)(`${name} on PostgreSQL %i`, (major) => {
    let server: EmbeddedPostgres
    let count = 0
    const open: Connection[] = []
    beforeAll(async () => {
      server = await startEmbeddedPostgres({ package: packageOf(major) })
    }, 120_000)
    afterAll(async () => {
      for (const connection of open) await connection.close()
      await server.stop()
    })
    const connect = async (database: string): Promise<Connection> => {
      const connection = await postgres.connect(server.url(database), OPTIONS)
      open.push(connection)
      return connection
    }
    body({
      major,
      url: (database) => server.url(database),
      database: async () => {
        const admin = open[0] ?? (await connect('postgres'))
        const database = `test_${count++}`
        await admin.execute(`CREATE DATABASE ${database}`)
        return connect(database)
      },
    })
  })
}

export const schemaOf = (spec: SchemaSpec): Schema => postgres.normalize(completeSchema(spec))

/** The operations that make a schema out of nothing, in an order that runs. */
export const creation = (schema: Schema): readonly Operation[] =>
  diff(emptySchema, schema, { features: postgres.features, renames: [] })

export const execute = async (
  connection: Connection,
  operations: readonly Operation[],
  before: Schema = emptySchema,
): Promise<Schema> => {
  await connection.transaction(
    async () => {
      for (const step of postgres.steps(operations, before, '14')) {
        for (const { sql } of postgres.plan(step, { target: '14', ground: null })) {
          await connection.execute(sql)
        }
      }
    },
    { mode: 'revision' },
  )
  return applyAll(before, operations)
}

export const introspect = async (connection: Connection): Promise<Schema> =>
  (await postgres.introspect(connection, { namespaces: null, hidden: [] })).schema

/** The schema with each expression as this server prints it. */
export const printed = async (connection: Connection, schema: Schema): Promise<Schema> => {
  const all = expressionsOf(schema)
  const requests = all.map(({ place, expression }) => ({ place, sql: expression.sql }))
  const texts = await postgres.print(connection, requests, schema)
  const byPlace = new Map(all.map(({ place }, index) => [placeKey(place), texts[index] ?? null]))
  return mapExpressions(schema, ({ sql }, place) => {
    const text = byPlace.get(placeKey(place)) ?? null
    return text === null ? { sql } : { sql, printed: { text, major: connection.version.major } }
  })
}
