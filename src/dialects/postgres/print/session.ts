/** The transaction in which texts are printed: nothing of it stays. */
import type { Connection } from '../../dialect.ts'

/** Settings under which the catalog is read, here and in introspection: all that a print hangs on. */
export const PRINTING = [
  "search_path = ''",
  "timezone = 'UTC'",
  "datestyle = 'ISO, MDY'",
  "intervalstyle = 'postgres'",
  'quote_all_identifiers = off',
  'extra_float_digits = 1',
  "bytea_output = 'hex'",
  "xmlbinary = 'base64'",
  "lc_monetary = 'C'",
]
  .map((setting) => `SET LOCAL ${setting}`)
  .join('; ')

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
