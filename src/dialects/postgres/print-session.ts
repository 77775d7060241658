/** The transaction in which texts are printed: nothing of it stays. */
import type { Connection } from '../dialect.ts'

/** Settings under which the catalog is read, here and in introspection. */
export const PRINTING =
  "SET LOCAL search_path = ''; SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO, MDY'; SET LOCAL intervalstyle = 'postgres'"

/** Runs `work` in a transaction that is rolled back, whatever happens. */
export const withoutTrace = <T>(connection: Connection, work: () => Promise<T>): Promise<T> =>
  connection.transaction(work, { mode: 'trial' })

/** What `read` answers after the statements; `null` where the server refuses one. Undone either way. */
export const attempt = async <T>(
  connection: Connection,
  statements: readonly string[],
  read: () => Promise<T>,
): Promise<T | null> => {
  await connection.execute('SAVEPOINT diffkit_print')
  try {
    await connection.execute(statements.join(';\n'))
    return await read()
  } catch {
    return null
  } finally {
    await connection.execute('ROLLBACK TO SAVEPOINT diffkit_print')
  }
}
