/** Rows without the parent that their foreign key names: what was there before is not a rebuild's fault. */
import { DiffkitError } from '../../errors.ts'
import type { Row } from '../dialect.ts'
import type { Driver } from './driver.ts'

interface Violation {
  readonly table: string
  /** `null` in a table without rowids, so that violations are counted rather than listed. */
  readonly rowid: number | null
  readonly parent: string
}

export type Violations = ReadonlyMap<string, readonly Violation[]>

const keyOf = ({ table, rowid, parent }: Violation): string =>
  [table, rowid ?? '', parent].join('\u0001').toLowerCase()

const COLUMNS = 'SELECT "table", "rowid", "parent" FROM pragma_foreign_key_check'

const violation = (row: Row): Violation => ({
  table: String(row['table']),
  rowid: row['rowid'] === null ? null : Number(row['rowid']),
  parent: String(row['parent']),
})

const checkTable = async (driver: Driver, name: string): Promise<readonly Violation[]> => {
  try {
    return (await driver.query(`${COLUMNS}(?)`, [name])).map(violation)
  } catch {
    // The target of a foreign key of this table is not unique: no row of it can be judged.
    return [{ table: name, rowid: null, parent: '(not unique)' }]
  }
}

const checkTables = async (driver: Driver): Promise<readonly Violation[]> => {
  const tables = await driver.query(
    "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND sql NOT NULL",
  )
  const found: Violation[] = []
  for (const { name } of tables) found.push(...(await checkTable(driver, String(name))))
  return found
}

const checkAll = async (driver: Driver): Promise<readonly Violation[]> => {
  try {
    return (await driver.query(COLUMNS)).map(violation)
  } catch {
    return checkTables(driver)
  }
}

const groupBy = (violations: readonly Violation[]): Violations => {
  const groups = new Map<string, Violation[]>()
  for (const violation of violations) {
    const key = keyOf(violation)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [violation])
    else group.push(violation)
  }
  return groups
}

/** Every violation of the main database, grouped so that equal ones can be counted. */
export const foreignKeyViolations = async (driver: Driver): Promise<Violations> =>
  groupBy(await checkAll(driver))

/** Throws, naming a table, when there are violations that the baseline does not have. */
export const requireNoNewViolations = async (
  driver: Driver,
  baseline: Violations,
): Promise<void> => {
  const fresh = [...(await foreignKeyViolations(driver))].flatMap(([key, violations]) =>
    violations.slice(baseline.get(key)?.length ?? 0),
  )
  const [first] = fresh
  if (first === undefined) return
  const { table, parent } = first
  const rows = fresh.filter((item) => item.table === table && item.parent === parent).length
  throw new DiffkitError('FOREIGN_KEY_VIOLATED', { table, parent, rows })
}

/** Throws when there is any violation, old ones included: the engine then refuses to commit. */
export const requireNoViolations = (driver: Driver): Promise<void> =>
  requireNoNewViolations(driver, new Map())
