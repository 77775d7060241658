/** Statements that PostgreSQL takes only where no transaction is open, and what they leave when they are cut off. */
import { codeTokens } from '../../../util/tokens.ts'
import type { Token } from '../../../util/tokens.ts'
import type { Connection, Kept, Limits, SegmentForms } from '../../dialect.ts'
import { literal, quote } from '../../shared.ts'
import { withCommittedValues } from './committed-values.ts'
import { onlineForms } from './forms.ts'
import { cut, standsAlone, wordsOf } from './raw-sql.ts'

interface IndexStatement {
  readonly action: 'create' | 'drop'
  /** As SQL, with its namespace where that is known. */
  readonly name: string
  /** Of an index that is built. */
  readonly table: string | null
}

/** A name, qualified or not, that begins at a token. */
const nameAt = (tokens: readonly Token[], at: number): readonly string[] => {
  const [first, dot, second] = tokens.slice(at, at + 3)
  const names = dot?.text === '.' ? [first, second] : [first]
  return names.flatMap((token) => {
    if (token === undefined || !['word', 'quoted'].includes(token.kind)) return []
    return [token.kind === 'word' ? token.value.toLowerCase() : token.value]
  })
}

const sqlName = (names: readonly string[]): string => names.map(quote).join('.')

/** The index that a statement builds or drops CONCURRENTLY; `null` for any other statement. */
const readIndexStatement = (sql: string): IndexStatement | null => {
  const tokens = codeTokens(sql)
  const words = wordsOf(tokens)
  const at = words.indexOf('concurrently')
  const head = words.slice(0, at).join(' ')
  if (at < 0 || !/^(?:create (?:unique )?|drop )index$/.test(head)) return null
  const exists = words.indexOf('exists', at)
  const start = exists > 0 && exists <= at + 3 ? exists + 1 : at + 1
  const name = nameAt(tokens, start)
  if (name.length === 0 || words[start] === 'on') return null
  if (words[0] === 'drop') return { action: 'drop', name: sqlName(name), table: null }
  // An index stands in the namespace of its table, which may say `only`.
  const on = words.indexOf('on', start)
  const table = nameAt(tokens, words[on + 1] === 'only' ? on + 2 : on + 1)
  return {
    action: 'create',
    name: sqlName([...table.slice(0, -1), ...name]),
    table: sqlName(table),
  }
}

const settle = async (connection: Connection, sql: string): Promise<'done' | 'again'> => {
  const found = readIndexStatement(sql)
  if (found === null) return 'again'
  const table = found.table === null ? 'NULL' : `to_regclass(${literal(found.table)})`
  const [row] = await connection.query(
    `SELECT indisvalid AND indisready AS valid, indrelid = ${table} AS own
     FROM pg_catalog.pg_index WHERE indexrelid = to_regclass(${literal(found.name)})`,
  )
  if (found.action === 'drop') return row === undefined ? 'done' : 'again'
  // An index of another table is nothing that this statement has left.
  if (row?.['own'] !== true) return 'again'
  if (row['valid'] === true) return 'done'
  // https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY
  await connection.execute(`DROP INDEX CONCURRENTLY IF EXISTS ${found.name}`)
  return 'again'
}

const setLimits = (
  { lockTimeout, statementTimeout }: Limits,
  scope: 'transaction' | 'session',
): readonly string[] => {
  const set = scope === 'transaction' ? 'SET LOCAL' : 'SET'
  return [
    `${set} row_security = off`,
    `${set} lock_timeout = ${lockTimeout ?? 0}`,
    `${set} statement_timeout = ${statementTimeout ?? 0}`,
  ]
}

const keptJson = (settings: readonly string[]): string =>
  `json_build_object(${settings.map((name) => `${name}, current_setting(${name}, true)`).join(', ')})::text`

const restoreKept = (kept: Kept): readonly string[] =>
  Object.entries(kept).map(
    ([name, value]) => `SELECT set_config(${literal(name)}, ${literal(value)}, true)`,
  )

/** lock_not_available, deadlock_detected. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const LOCK_FAILURES = ['55P03', '40P01']

const isLockFailure = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false
  const code: unknown = Reflect.get(error, 'code')
  return LOCK_FAILURES.includes(String(code)) || isLockFailure(error.cause)
}

export const segments: SegmentForms = {
  standsAlone,
  cut,
  settle,
  setLimits,
  resetLimits: ['RESET lock_timeout', 'RESET statement_timeout', 'RESET row_security'],
  keptJson,
  restoreKept,
  isLockFailure,
  committed: withCommittedValues,
  online: onlineForms,
}
