/**
 * Rows without a parent, asked for foreign key by foreign key: where the engine's own check names no row
 * (tables without rowids) or refuses to judge (a foreign key whose target is not unique).
 */
import { quote } from '../../shared.ts'
import type { Driver } from '../session/driver.ts'

export interface Orphan {
  /** The primary key, or the rowid of a table that has none. */
  readonly id: string
  readonly parent: string
}

const primaryKeyOf = async (driver: Driver, table: string): Promise<readonly string[]> => {
  const rows = await driver.query(
    'SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk',
    [table],
  )
  return rows.map(({ name }) => String(name))
}

const orphansSql = (table: string, id: string, pairs: readonly (readonly [string, string])[]) => {
  const known = pairs.map(([own]) => `c.${quote(own)} IS NOT NULL`).join(' AND ')
  const same = pairs.map(([own, target]) => `p.${quote(target)} = c.${quote(own)}`).join(' AND ')
  return (parent: string): string =>
    `SELECT ${id} AS id FROM main.${quote(table)} AS c WHERE ${known} AND NOT EXISTS (SELECT 1 FROM main.${quote(parent)} AS p WHERE ${same})`
}

/** The rows of a table that a foreign key of it leaves without a parent. */
export const orphansOf = async (driver: Driver, table: string): Promise<readonly Orphan[]> => {
  const own = await primaryKeyOf(driver, table)
  const id =
    own.length === 0 ? 'rowid' : own.map((name) => `quote(c.${quote(name)})`).join(`||','||`)
  const rows = await driver.query(
    'SELECT id, "table", "from", "to" FROM pragma_foreign_key_list(?) ORDER BY id, seq',
    [table],
  )
  const found: Orphan[] = []
  for (const key of new Set(rows.map((row) => row['id']))) {
    const parts = rows.filter((row) => row['id'] === key)
    const parent = String(parts[0]?.['table'])
    const targets = await primaryKeyOf(driver, parent)
    const pairs = parts.map(
      (part, at) => [String(part['from']), String(part['to'] ?? targets[at])] as const,
    )
    // Nothing can be said of a parent, or a column of it, that does not exist.
    const orphans = await driver.query(orphansSql(table, id, pairs)(parent)).catch(() => [])
    found.push(...orphans.map((row) => ({ id: String(row['id']), parent })))
  }
  return found
}
