import { DiffkitError } from '../errors.ts'
import type { Schema } from '../schema/types.ts'
import type { Operation } from './index.ts'

/** What a data step gets: the connection and transaction of the revision that it is a part of. */
export interface RunDatabase {
  readonly dialect: 'sqlite' | 'postgresql'
  /** Rows of a query; placeholders are the driver's (`?` in SQLite, `$1` in PostgreSQL). */
  query(
    sql: string,
    parameters?: readonly unknown[],
  ): Promise<readonly Readonly<Record<string, unknown>>[]>
  /** One or more statements without parameters. */
  execute(sql: string): Promise<void>
  /** Your own drizzle-orm over the same connection; name its type: `db.drizzle<NodePgDatabase>()`. */
  drizzle<Database = unknown>(): Promise<Database>
}

export type RunStep = (db: RunDatabase) => Promise<void> | void

export interface Sql {
  readonly kind: 'sql'
  readonly up: string
  readonly down: string | null
  /** What `up` does to the schema: applied and checked, never executed. */
  readonly effects: readonly Operation[]
}
export interface Run {
  readonly kind: 'run'
  readonly up: RunStep
  readonly down: RunStep | null
}

const firstLine = (sql: string): string => {
  const line = sql.trim().split('\n')[0] ?? ''
  return line.length > 60 ? `${line.slice(0, 59)}…` : line
}

const irreversible = (operation: string): DiffkitError =>
  new DiffkitError('IRREVERSIBLE', { operation })

export interface EffectTools {
  readonly applyAll: (schema: Schema, operations: readonly Operation[]) => Schema
  readonly reverseAll: (operations: readonly Operation[], before: Schema) => readonly Operation[]
}

/** Raw operations act on others (their effects), so they are given the tools to do that. */
export const rawOperations = (tools: EffectTools) => ({
  /**
   * Run SQL as it stands. `effects` says what it does to the schema, where diffkit should know.
   * @example op.sql('grant select on users to reader', 'revoke select on users from reader')
   */
  sql: {
    create: (up: string, down: string | null = null, effects: readonly Operation[] = []): Sql => ({
      kind: 'sql',
      up,
      down,
      effects,
    }),
    args: (op: Sql) => (op.down === null ? [op.up] : [op.up, op.down]),
    apply: (schema: Schema, op: Sql): Schema => tools.applyAll(schema, op.effects),
    reverse: (op: Sql, before: Schema): Sql => {
      if (op.down === null) throw irreversible(`sql: ${firstLine(op.up)}`)
      return { ...op, up: op.down, down: op.up, effects: tools.reverseAll(op.effects, before) }
    },
    describe: (op: Sql) => `sql: ${firstLine(op.up)}`,
  },
  /**
   * A data step in TypeScript, in its place in the order and in the revision's transaction.
   * @example op.run(async (db) => { await db.execute("update users set name = trim(name)") })
   */
  run: {
    create: (up: RunStep, down: RunStep | null = null): Run => ({ kind: 'run', up, down }),
    args: (op: Run) => (op.down === null ? [op.up] : [op.up, op.down]),
    apply: (schema: Schema, _op: Run): Schema => schema,
    reverse: (op: Run): Run => {
      if (op.down === null) throw irreversible('run')
      return { kind: 'run', up: op.down, down: op.up }
    },
    describe: (_op: Run) => 'run a data step',
  },
})
