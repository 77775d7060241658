import { expect, test } from 'vitest'
import { runDatabase } from '../../src/runtime/run/run-database.ts'
import { connect } from '../support/sqlite-laws.ts'
import { versions } from '../support/drizzle.ts'

interface Database {
  run(sql: string): unknown
}

test.each(versions)(
  'a data step has drizzle-orm $major over its own connection',
  async (version) => {
    const connection = await connect()
    await connection.execute('CREATE TABLE users (name text)')
    const module: Readonly<Record<string, unknown>> = { ...version.betterSqlite }
    const db = runDatabase(connection, async () => module)
    const drizzle = await db.drizzle<Database>()
    await connection.transaction(
      async () => void (await drizzle.run("INSERT INTO users VALUES ('Ada')")),
      { mode: 'revision' },
    )
    expect(await db.query('SELECT name FROM users')).toEqual([{ name: 'Ada' }])
    await connection.close()
  },
)
