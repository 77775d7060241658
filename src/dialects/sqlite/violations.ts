/** Rows without the parent that their foreign key names: what was there before is not a rebuild's fault. */
import type { Database } from 'better-sqlite3'
import { DiffkitError } from '../../errors.ts'

interface Violation {
  readonly table: string
  /** `null` in a table without rowids, so that violations are counted rather than listed. */
  readonly rowid: number | null
  readonly parent: string
}

export type Violations = ReadonlyMap<string, readonly Violation[]>

const keyOf = ({ table, rowid, parent }: Violation): string =>
  [table, rowid ?? '', parent].join('\u0001').toLowerCase()

const checkTables = (database: Database): readonly Violation[] => {
  const tables = database.prepare<[], { name: string }>(
    "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND sql NOT NULL",
  )
  const check = database.prepare<[string], Violation>(
    'SELECT "table", "rowid", "parent" FROM pragma_foreign_key_check(?)',
  )
  return tables.all().flatMap(({ name }) => {
    try {
      return check.all(name)
    } catch {
      // The target of a foreign key of this table is not unique: no row of it can be judged.
      return [{ table: name, rowid: null, parent: '(not unique)' }]
    }
  })
}

const checkAll = (database: Database): readonly Violation[] => {
  try {
    return database
      .prepare<[], Violation>('SELECT "table", "rowid", "parent" FROM pragma_foreign_key_check')
      .all()
  } catch {
    return checkTables(database)
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
export const foreignKeyViolations = (database: Database): Violations => groupBy(checkAll(database))

/** Throws, naming a table, when there are violations that the baseline does not have. */
export const requireNoNewViolations = (database: Database, baseline: Violations): void => {
  const fresh = [...foreignKeyViolations(database)].flatMap(([key, violations]) =>
    violations.slice(baseline.get(key)?.length ?? 0),
  )
  const [first] = fresh
  if (first === undefined) return
  const { table, parent } = first
  const rows = fresh.filter((item) => item.table === table && item.parent === parent).length
  throw new DiffkitError('FOREIGN_KEY_VIOLATED', { table, parent, rows })
}
