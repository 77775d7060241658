import { describe, expect, test } from 'vitest'
import type { Connection, Dialect } from '../src/dialects/dialect.ts'
import { postgres } from '../src/dialects/postgres/index.ts'
import { sqlite } from '../src/dialects/sqlite/index.ts'
import { cases } from './cases/index.ts'
import type { Case } from './cases/index.ts'
import { expectPureLaws, pairOf } from './support/case-laws.ts'
import { tryPair } from './support/law-trial.ts'
import { DESCRIBE, RESET, connect as connectPostgres } from './support/postgres-laws.ts'
import { majors, useServer } from './support/postgres.ts'
import { connect, witness } from './support/sqlite-laws.ts'

const casesOf = (dialect: Dialect): readonly (readonly [string, Case])[] =>
  cases
    .filter(({ only }) => only === undefined || only === dialect.name)
    .map((item) => [item.name, item] as const)

describe('SQLite', () => {
  test.each(casesOf(sqlite))('%s', async (_, item) => {
    const pair = pairOf(item, sqlite)
    await expectPureLaws(pair, sqlite)
    for (const target of ['3.35', '3.53']) {
      const open = [await connect(), await connect(), await connect()]
      const next = async (): Promise<Connection> => open.pop() ?? connect()
      const tally = { through: 0, refused: 0 }
      await tryPair(pair, { dialect: sqlite, target, fresh: next, other: next, witness }, tally)
      expect(tally).toEqual({ through: 1, refused: 0 })
    }
  })
})

describe.each(majors)('PostgreSQL %i', (major) => {
  const server = useServer(major)
  const databases: Connection[] = []

  const database = async (place: number): Promise<Connection> => {
    const connection = databases[place] ?? (await connectPostgres(await server.database()))
    databases[place] = connection
    await connection.execute(RESET)
    return connection
  }

  test.each(casesOf(postgres))('%s', async (_, item) => {
    const pair = pairOf(item, postgres)
    await expectPureLaws(pair, postgres)
    const tally = { through: 0, refused: 0 }
    await tryPair(
      pair,
      {
        dialect: postgres,
        target: '14',
        fresh: () => database(0),
        other: () => database(1),
        witness: async (connection) =>
          (await connection.query(DESCRIBE)).map((row) => String(row['line'])).join('\n'),
      },
      tally,
    )
    expect(tally).toEqual({ through: 1, refused: 0 })
  })
})
