/** Rows without the parent that their foreign key names: what was there before is not a rebuild's fault. */
import { DiffkitError } from '../../../errors.ts'
import type { Row } from '../../dialect.ts'
import type { Driver } from '../session/driver.ts'
import { orphansOf } from './orphans.ts'
import type { Orphan } from './orphans.ts'
import { foldName } from '../parse/tokens.ts'

interface Violation extends Orphan {
  readonly table: string
}

/** What is wrong at one moment, and the tables that there are then. */
export interface Violations {
  readonly found: readonly Violation[]
  /** Folded names. */
  readonly tables: ReadonlySet<string>
}

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

/** Every violation of the main database. */
export const foreignKeyViolations = async (driver: Driver): Promise<Violations> => {
  const tables = await driver.query("SELECT name FROM main.sqlite_schema WHERE type = 'table'")
  return {
    found: await checkAll(driver),
    tables: new Set(tables.map(({ name }) => foldName(String(name)))),
  }
}

/** By names that are there before and after alike: a table that was renamed keeps its old violations. */
const groupBy = (
  { found, tables }: Violations,
  others: ReadonlySet<string>,
): ReadonlyMap<string, readonly Violation[]> => {
  const nameOf = (name: string): string => {
    const folded = foldName(name)
    return tables.has(folded) && !others.has(folded) ? 'a renamed table' : folded
  }
  const groups = new Map<string, Violation[]>()
  for (const violation of found) {
    const { table, id, parent } = violation
    const key = [nameOf(table), id, nameOf(parent)].join('\u0001')
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [violation])
    else group.push(violation)
  }
  return groups
}

/** Throws, naming a table, when there are violations that the baseline does not have. */
export const requireNoNewViolations = async (
  driver: Driver,
  baseline: Violations,
): Promise<void> => {
  const now = await foreignKeyViolations(driver)
  if (now.found.length === 0) return
  const before = groupBy(baseline, now.tables)
  const fresh = [...groupBy(now, baseline.tables)].flatMap(([key, violations]) =>
    violations.slice(before.get(key)?.length ?? 0),
  )
  const [first] = fresh
  if (first === undefined) return
  const { table, parent } = first
  const rows = fresh.filter((item) => item.table === table && item.parent === parent).length
  throw new DiffkitError('FOREIGN_KEY_VIOLATED', { table, parent, rows })
}

/** Throws when there is any violation, old ones included: the engine then refuses to commit. */
export const requireNoViolations = (driver: Driver): Promise<void> =>
  requireNoNewViolations(driver, { found: [], tables: new Set() })
