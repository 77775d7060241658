/** The lines of a script for the `sqlite3` shell that are not the plan's. */
import type { Step } from '../dialect.ts'
import type { ScriptForms } from '../script-forms.ts'
import { literal, quote } from '../shared.ts'
import { isRunOperation, tableOf } from './plan/runs.ts'
import { qualified } from '../../schema/names.ts'

const GUARD = quote('diffkit guard')
const BASELINE = quote('diffkit baseline')

/** A CHECK named after the message: the shell shows the name and `.bail on` stops there. */
const assert = (condition: string, message: string): readonly string[] => [
  `CREATE TEMP TABLE ${GUARD} (ok INTEGER CONSTRAINT ${quote(message)} CHECK (ok));`,
  `INSERT INTO temp.${GUARD} ${condition};`,
  `DROP TABLE temp.${GUARD};`,
]

/**
 * A query of one value: whether another one answers exactly these. A text as it is in the database
 * has its line ends kept inside the literal.
 */
export const foundSql = (query: string, expected: readonly string[]): string => {
  const wanted = expected.map(literal).join(', ')
  const found = "coalesce(group_concat(quote(value), ', '), '')"
  return `WITH found(value) AS (${query}) SELECT ${found} = ${literal(wanted)} FROM found`
}

const guard = (query: string, expected: readonly string[], message: string): readonly string[] =>
  assert(foundSql(query, expected), message)

/** The rows that break a foreign key; those of a table without rowids are counted. */
const VIOLATIONS =
  'SELECT "table" AS child, "rowid" AS id, "parent" AS target, count(*) AS n FROM pragma_foreign_key_check GROUP BY 1, 2, 3'

const TABLES = "SELECT name FROM main.sqlite_schema WHERE type = 'table'"

/** What is noted before: the violations, and the tables that there are, each with none. */
export const BEFORE = `${VIOLATIONS} UNION ALL SELECT name, NULL, NULL, 0 FROM (${TABLES})`

/** The same table, or one that is gone and one that is new: then it was renamed. */
const sameTable = (column: string, baseline: string): string =>
  `(b.${column} IS f.${column} OR f.${column} COLLATE NOCASE NOT IN (SELECT child FROM ${baseline} WHERE n = 0) ` +
  `AND b.${column} COLLATE NOCASE NOT IN (${TABLES}))`

/** True when there are no more of them than the baseline has. */
export const noMoreViolations = (baseline: string): string =>
  `SELECT NOT EXISTS (SELECT 1 FROM (${VIOLATIONS}) f WHERE f.n > coalesce((SELECT max(b.n) FROM ${baseline} b ` +
  `WHERE ${sameTable('child', baseline)} AND b.id IS f.id AND ${sameTable('target', baseline)}), 0))`

const begin = (rebuild: boolean): readonly string[] =>
  rebuild
    ? [
        'PRAGMA foreign_keys = OFF;',
        'BEGIN IMMEDIATE;',
        `CREATE TEMP TABLE ${BASELINE} AS ${BEFORE};`,
      ]
    : ['PRAGMA foreign_keys = ON;', 'BEGIN IMMEDIATE;']

const commit = (rebuild: boolean): readonly string[] =>
  rebuild
    ? [
        ...assert(noMoreViolations(`temp.${BASELINE}`), 'a foreign key has rows without a parent'),
        `DROP TABLE temp.${BASELINE};`,
        'COMMIT;',
        'PRAGMA foreign_keys = ON;',
      ]
    : ['COMMIT;']

const tablesOf = ({ operations }: Step): readonly string[] => [
  ...new Set(
    operations.flatMap((op) => {
      if (op.kind === 'dropTable') return [qualified(op.name).name]
      if (op.kind === 'batch') return [qualified(op.table).name]
      return isRunOperation(op) ? [qualified(tableOf(op)).name] : []
    }),
  ),
]

/** The stored rows of the tables and of all that hangs on them, views over views included. */
const groundQuery = (step: Step): string | null => {
  if (!step.rebuilds) return null
  const names = tablesOf(step).map((name) => `(lower(${literal(name)}))`)
  return (
    `WITH RECURSIVE hangs(name) AS (VALUES ${names.join(', ')} UNION ` +
    'SELECT lower(s.name) FROM main.sqlite_schema s, hangs h ' +
    "WHERE s.type = 'view' AND instr(lower(s.sql), h.name) > 0) " +
    "SELECT s.type || ' ' || s.name || ' ' || coalesce(s.sql, '') AS value " +
    'FROM main.sqlite_schema s WHERE EXISTS (SELECT 1 FROM hangs h WHERE lower(s.tbl_name) = h.name ' +
    "OR s.type IN ('view', 'trigger') AND instr(lower(s.sql), h.name) > 0) ORDER BY s.type, s.name"
  )
}

export const script: ScriptForms = {
  prologue: () => ['.bail on'],
  begin,
  commit,
  guard,
  markSession: [],
  requireSession: [],
  groundQuery,
}
