/** What a data step gets: the revision's own connection and transaction. */
import type { Connection } from '../../dialects/dialect.ts'
import { DiffkitError } from '../../errors.ts'
import type { RunDatabase } from '../../operations/raw.ts'

type Open = (driver: unknown) => unknown

const isOpen = (value: unknown): value is Open => typeof value === 'function'

const openDrizzle = async (
  connection: Connection,
  load: (specifier: string) => Promise<Readonly<Record<string, unknown>>>,
): Promise<unknown> => {
  const { drizzleModule: specifier } = connection
  const module = await load(specifier)
  const open = module['drizzle']
  if (!isOpen(open)) {
    throw new DiffkitError('UNSUPPORTED', {
      what: '`db.drizzle()`',
      where: specifier,
      hint: 'Install a version of drizzle-orm that has it, or use `db.query` and `db.execute`.',
    })
  }
  // Version 1 takes a driver as an option alone; 0.45 takes both.
  return open({ client: connection.driver })
}

/** `load` imports the user's copy of drizzle-orm. */
export const runDatabase = (
  connection: Connection,
  load: (specifier: string) => Promise<Readonly<Record<string, unknown>>>,
): RunDatabase => ({
  dialect: connection.dialect,
  query: (sql, parameters) => connection.query(sql, parameters),
  execute: (sql) => connection.execute(sql),
  drizzle: async <Database>() => (await openDrizzle(connection, load)) as Database,
})
