/** The numbered changes that a comparison of models has to get right, each by number and name. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { makeFolder } from '../support/folder.ts'
import { DESCRIBE } from '../support/postgres-laws.ts'
import { majorsInTurn, query, useServer } from '../support/postgres.ts'
import { root } from '../support/project.ts'
import { columnCases, sqliteCases } from './columns.ts'
import { objectCases } from './objects.ts'
import { partCases } from './parts.ts'
import { walkThrough } from './walk.ts'
import type { NumberedCase, Place } from './walk.ts'

const cases: readonly NumberedCase[] = [...columnCases, ...partCases, ...objectCases]

const titled = (items: readonly NumberedCase[]) =>
  items.map((item) => [`${item.number}: ${item.name}`, item] as const)

/** About running, not about models: these have files of their own. */
const ELSEWHERE: Readonly<Record<number, readonly (readonly [file: string, title: string])[]>> = {
  69: [
    ['test/commands/transactions.test.ts', 'a failure in the second of three leaves the first'],
    ['test/commands/transactions.test.ts', 'a script gives what the run gives'],
  ],
  70: [
    ['test/commands/side-by-side.test.ts', 'twenty processes that upgrade at once apply each'],
    ['test/numbered/version-row.test.ts', '70: a version row that is not the one expected'],
  ],
}

const WANTED = [...Array.from({ length: 45 }, (_, index) => index + 1), 69, 70]

test('every number has a test', () => {
  const here = [...cases, ...sqliteCases].map(({ number }) => number)
  const there = Object.entries(ELSEWHERE).flatMap(([number, places]) =>
    places.every(([file, title]) => readFileSync(join(root, file), 'utf8').includes(title))
      ? [Number(number)]
      : [],
  )
  const covered = new Set([...here, ...there])
  expect(WANTED.filter((number) => !covered.has(number))).toEqual([])
})

describe.each(majorsInTurn)('PostgreSQL %i', { timeout: 90_000 }, (major) => {
  const server = useServer(major)

  test.each(titled(cases))('%s', async (_, item) => {
    const url = await server.database()
    const place: Place = {
      dialect: 'postgresql',
      url,
      scratch: server.scratch(),
      query: (sql) => query(url, sql),
      witness: async () =>
        (await query(url, DESCRIBE))
          .map(({ line }) => String(line))
          .filter((line) => !line.includes('diffkit_'))
          .join('\n'),
    }
    await walkThrough(place, item)
  })
})

describe('SQLite', { timeout: 60_000 }, () => {
  test.each(titled(sqliteCases))('%s', async (_, item) => {
    const file = join(makeFolder(), 'app.db')
    const all = (sql: string): readonly unknown[] => {
      const database = new Database(file)
      try {
        return /^SELECT/i.test(sql) ? database.prepare(sql).all() : [database.exec(sql).name]
      } finally {
        database.close()
      }
    }
    const place: Place = {
      dialect: 'sqlite',
      url: `sqlite:${file}`,
      scratch: null,
      query: async (sql) => all(sql),
      witness: async () =>
        JSON.stringify(
          all(
            "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE '%diffkit%' ORDER BY 1, 2",
          ),
        ),
    }
    await walkThrough(place, item)
  })
})
