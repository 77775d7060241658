import { describe, expect, test } from 'vitest'
import type { Connection, Dialect } from '../src/dialects/dialect.ts'
import { postgres } from '../src/dialects/postgres/index.ts'
import { sqlite } from '../src/dialects/sqlite/index.ts'
import { cases } from './cases/index.ts'
import type { Case } from './cases/index.ts'
import { expectPureLaws, pairOf } from './support/case-laws.ts'
import { tryPair } from './support/law-trial.ts'
import {
  DESCRIBE,
  RESET,
  connect as connectPostgres,
  dump,
  pgDump,
} from './support/postgres-laws.ts'
import { majorsInTurn, useServer } from './support/postgres.ts'
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

/** A pg_dump is a process: each fourth case has one in the usual run. */
const every = process.env['DIFFKIT_ALL'] === undefined ? 4 : 1

describe.each(majorsInTurn)('PostgreSQL %i', (major) => {
  const server = useServer(major)
  const program = pgDump(major)
  const databases: { readonly url: string; readonly connection: Connection }[] = []

  const database = async (place: number): Promise<Connection> => {
    const url = databases[place]?.url ?? (await server.database())
    const connection = databases[place]?.connection ?? (await connectPostgres(url))
    databases[place] = { url, connection }
    await connection.execute(RESET)
    return connection
  }

  const describeDatabase = async (connection: Connection, isDumped: boolean): Promise<string> => {
    const rows = await connection.query(DESCRIBE)
    const text = rows.map((row) => String(row['line'])).join('\n')
    const url = databases.find((item) => item.connection === connection)?.url
    if (!isDumped || program === null || url === undefined) return text
    return `${text}\n${dump(program, url)}`
  }

  const numbered = casesOf(postgres).map(([name, item], index) => [name, item, index] as const)
  test.each(numbered)('%s', async (_, item, index) => {
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
        witness: (connection) => describeDatabase(connection, index % every === 0),
      },
      tally,
    )
    expect(tally).toEqual({ through: 1, refused: 0 })
  })
})
