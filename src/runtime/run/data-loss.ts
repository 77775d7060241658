/** What a program would lose: rows of dropped tables, values of dropped columns, counted before it runs. */
import type { Connection, Dialect } from '../../dialects/dialect.ts'
import type { Operation } from '../../operations/index.ts'
import { nameKey, objectName, qualified, show } from '../../schema/names.ts'
import type { ObjectName } from '../../schema/types.ts'
import { failure } from './failure.ts'
import { introspectLive } from './migrate.ts'
import type { OwnTables } from './version-table.ts'

export interface Loss {
  readonly table: string
  /** `null`: the whole table goes. */
  readonly column: string | null
  readonly rows: number
}

interface Where {
  readonly connection: Connection
  readonly dialect: Dialect
  readonly own: OwnTables
}

interface Doomed {
  readonly table: ObjectName
  readonly column: string | null
}

/** The names that things have now, before the program: renames and new things are followed. */
class Tracker {
  /** Present name in the program → name in the database; `null`: made by the program itself. */
  readonly #tables = new Map<string, ObjectName | null>()
  readonly #columns = new Map<string, string | null>()
  readonly doomed: Doomed[] = []

  #table(name: ObjectName): ObjectName | null {
    const known = this.#tables.get(nameKey(name))
    return known === undefined ? name : known
  }

  #columnKey(table: ObjectName, column: string): string {
    const live = this.#table(table)
    return `${live === null ? '' : nameKey(live)}\u0001${column}`
  }

  #column(table: ObjectName, column: string): string | null {
    const known = this.#columns.get(this.#columnKey(table, column))
    return known === undefined ? column : known
  }

  see(op: Operation): void {
    switch (op.kind) {
      case 'createTable':
        this.#tables.set(nameKey(objectName(op.table)), null)
        return
      case 'renameTable':
        this.#tables.set(nameKey(op.to), this.#table(op.from))
        return
      case 'addColumn':
        this.#columns.set(this.#columnKey(op.table, op.column.name), null)
        return
      case 'renameColumn':
        this.#columns.set(this.#columnKey(op.table, op.to), this.#column(op.table, op.from))
        return
      case 'dropTable': {
        const table = this.#table(op.name)
        if (table !== null) this.doomed.push({ table, column: null })
        return
      }
      case 'dropColumn': {
        const table = this.#table(op.table)
        const column = this.#column(op.table, op.name)
        if (table !== null && column !== null) this.doomed.push({ table, column })
        return
      }
      default:
    }
  }
}

const count = async (
  { connection, dialect }: Where,
  { table, column }: Doomed,
): Promise<number> => {
  const what = column === null ? '*' : dialect.identifier(column)
  const sql = `SELECT count(${what}) AS n FROM ${dialect.identifier(table)}`
  try {
    // In a transaction, whose settings let no policy hide a row.
    const rows = await connection.transaction(() => connection.query(sql), { mode: 'read' })
    return Number(rows[0]?.['n'] ?? 0)
  } catch (cause) {
    throw failure({ sql, source: null, note: null, transactional: true }, null, cause)
  }
}

/** Counts what a flat program would lose; an empty table or an all-NULL column is no loss. */
export const findLosses = async (
  where: Where,
  operations: readonly Operation[],
): Promise<readonly Loss[]> => {
  const tracker = new Tracker()
  for (const op of operations) tracker.see(op)
  if (tracker.doomed.length === 0) return []
  const { schema } = await introspectLive(where)
  const losses: Loss[] = []
  for (const doomed of tracker.doomed) {
    const table = schema.tables.find((item) => nameKey(item) === nameKey(doomed.table))
    const column = table?.columns.find(({ name }) => name === doomed.column)
    // A generated column's values can be computed again.
    if (table === undefined || (doomed.column !== null && (column?.generated ?? null) !== null)) {
      continue
    }
    const rows = await count(where, doomed)
    if (rows > 0) losses.push({ table: show(qualified(doomed.table)), column: doomed.column, rows })
  }
  return losses
}
