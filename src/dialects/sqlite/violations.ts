/** Rows without the parent that their foreign key names: what was there before is not a rebuild's fault. */
import { DiffkitError } from '../../errors.ts'
import type { Row } from '../dialect.ts'
import type { Driver } from './driver.ts'
import { orphansOf } from './orphans.ts'
import type { Orphan } from './orphans.ts'

interface Violation extends Orphan {
  readonly table: string
}

export type Violations = ReadonlyMap<string, readonly Violation[]>

const keyOf = ({ table, id, parent }: Violation): string =>
  [table, id, parent].join('\u0001').toLowerCase()

/** As text, because a number of JavaScript does not hold every rowid. */
const COLUMNS =
  'SELECT "table", CAST("rowid" AS TEXT) AS id, "parent" FROM pragma_foreign_key_check'

const ofTable = async (driver: Driver, table: string): Promise<readonly Violation[]> =>
  (await orphansOf(driver, table)).map((orphan) => ({ table, ...orphan }))

/** In place of rows without a name, each with its primary key. */
const named = async (driver: Driver, rows: readonly Row[]): Promise<readonly Violation[]> => {
  const found = rows.flatMap((row): readonly Violation[] =>
    row['id'] === null
      ? []
      : [{ table: String(row['table']), id: String(row['id']), parent: String(row['parent']) }],
  )
  const nameless = rows.filter((row) => row['id'] === null).map((row) => String(row['table']))
  for (const table of new Set(nameless)) found.push(...(await ofTable(driver, table)))
  return found
}

const checkTable = async (driver: Driver, name: string): Promise<readonly Violation[]> => {
  try {
    return await named(driver, await driver.query(`${COLUMNS}(?)`, [name]))
  } catch {
    // The target of a foreign key of this table is not unique.
    return ofTable(driver, name)
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
    return await named(driver, await driver.query(COLUMNS))
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
