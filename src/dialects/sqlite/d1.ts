/** Cloudflare D1: foreign keys stay on, and a file of SQL is one transaction of D1's own. */
import type { Dialect } from '../dialect.ts'
import type { ScriptForms } from '../script-forms.ts'
import { literal, quote } from '../shared.ts'
import { connect } from './session/connection.ts'
import { sqlite } from './index.ts'
import { BEFORE, foundSql, noMoreViolations } from './script.ts'

const BASELINE = quote('diffkit baseline')

/** D1 knows no temporary table and no RAISE outside a trigger; a path that is none is shown in the error. */
const assert = (condition: string, message: string): string =>
  `SELECT CASE WHEN (${condition}) THEN 1 ELSE json_extract('{}', ${literal(message)}) END AS ok;`

const script: ScriptForms = {
  ...sqlite.script,
  prologue: () => [],
  begin: (rebuild) =>
    rebuild ? ['PRAGMA defer_foreign_keys = ON;', `CREATE TABLE ${BASELINE} AS ${BEFORE};`] : [],
  commit: (rebuild) =>
    rebuild
      ? [
          assert(noMoreViolations(BASELINE), 'a foreign key has rows without a parent'),
          `DROP TABLE ${BASELINE};`,
        ]
      : [],
  guard: (query, expected, message) => [assert(foundSql(query, expected), message)],
}

/** The dialect with scripts for `wrangler d1`, tried on an engine that keeps foreign keys on too. */
export const d1: Dialect = {
  ...sqlite,
  script,
  connect: (url, options) => connect(url, { ...options, foreignKeys: 'fixed' }),
}
