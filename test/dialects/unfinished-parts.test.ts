/** The callback of a table, from which everything but its columns is read. */
import { describe, expect, test } from 'vitest'
import { canonicalSchema } from '../../src/schema/equal.ts'
import { readPostgres, readSqlite, versions } from '../support/drizzle.ts'

describe.for(versions)('the callback of a table of drizzle-orm $major', (version) => {
  const { index, pgTable, text } = version.pg
  const { index: sqliteIndex, sqliteTable, text: sqliteText } = version.sqlite
  const dialects = {
    postgresql: {
      read: (users: object) => readPostgres(version, { users }).schema,
      table: (called: () => void) =>
        pgTable('users', { name: text() }, (table) => {
          called()
          return [index('users_name').on(table.name.desc())]
        }),
    },
    sqlite: {
      read: (users: object) => readSqlite(version, { users }).schema,
      table: (called: () => void) =>
        sqliteTable('users', { name: sqliteText() }, (table) => {
          called()
          return [sqliteIndex('users_name').on(table.name)]
        }),
    },
  }

  describe.each(Object.entries(dialects))('on %s', (_dialect, { read, table }) => {
    test('is called once by a reading, and is what it was for the next', () => {
      let calls = 0
      const users = table(() => (calls += 1))
      const first = read(users)
      expect(calls).toBe(1)
      expect(read(users)).toEqual(first)
      expect(calls).toBe(2)
    })

    test('says the same of a table that cannot be changed', () => {
      const frozen = read(Object.freeze(table(() => {})))
      expect(frozen.tables[0]?.indexes).toHaveLength(1)
      expect(canonicalSchema(frozen)).toEqual(canonicalSchema(read(table(() => {}))))
    })
  })
})
