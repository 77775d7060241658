/** Raw SQL, statement by statement: which of it PostgreSQL takes only where no transaction is open. */
import { codeTokens } from '../../../util/tokens.ts'
import type { Token } from '../../../util/tokens.ts'
import type { SegmentForms } from '../../dialect.ts'

export const wordsOf = (tokens: readonly Token[]): readonly string[] =>
  tokens.map(({ kind, text }) => (kind === 'word' ? text.toLowerCase() : text))

const textOf = (tokens: readonly Token[]): string => wordsOf(tokens).join(' ')

/** How deep a token stands in what may hold semicolons: parentheses (a rule), BEGIN ATOMIC … END (a routine). */
class Depth {
  #parentheses = 0
  #blocks = 0
  #isRoutine = false
  #previous: string | undefined

  isOpen(): boolean {
    return this.#parentheses > 0 || this.#blocks > 0
  }

  next(word: string): void {
    if (word === '(') this.#parentheses++
    if (word === ')') this.#parentheses--
    if (word === 'function' || word === 'procedure') this.#isRoutine = true
    if (this.#isRoutine && word === 'atomic' && this.#previous === 'begin') this.#blocks++
    if (this.#blocks > 0 && word === 'case') this.#blocks++
    if (this.#blocks > 0 && word === 'end') this.#blocks--
    this.#previous = word
  }
}

/** The tokens of each statement of a text. */
const statementsIn = (sql: string): readonly (readonly Token[])[] => {
  const statements: Token[][] = []
  let open: Token[] = []
  let depth = new Depth()
  const close = (): void => {
    if (open.length > 0) statements.push(open)
    open = []
    depth = new Depth()
  }
  for (const token of codeTokens(sql)) {
    if (token.text === ';' && !depth.isOpen()) {
      close()
      continue
    }
    open.push(token)
    depth.next(wordsOf([token]).join())
  }
  close()
  return statements
}

/** https://www.postgresql.org/docs/current/sql-commands.html: whatever cannot be executed inside a transaction block. */
const ALONE = [
  /^vacuum\b/,
  /^cluster(?: verbose| \( [^)]*\))?$/,
  /^(?:create|drop) (?:database|tablespace|subscription)\b/,
  /^alter database\b.* set tablespace\b/,
  /^alter subscription\b.* (?:publication|failover|two_phase)\b/,
  /^alter system\b/,
  /^discard all\b/,
  /^reindex (?:\( [^)]*\) )?(?:schema|system|database)\b/,
  /^(?:create|drop|reindex|alter)\b.* concurrently\b/,
]

/** What opens or ends a transaction by hand. */
const CONTROL =
  /^(?:begin|start|commit|end|abort|prepare transaction|rollback(?! (?:(?:work|transaction) )?to))\b/

/** Who does so, or returns to a savepoint, knows best what goes together. */
const KEEPS_TOGETHER = /^(?:savepoint|release|rollback)\b/

/** A block that commits by itself; a procedure may. https://www.postgresql.org/docs/current/plpgsql-transactions.html */
const commits = (tokens: readonly Token[]): boolean =>
  wordsOf(tokens)[0] === 'do' &&
  tokens.some(
    ({ kind, text }) =>
      kind === 'string' && wordsOf(codeTokens(text.replaceAll('$', ' '))).includes('commit'),
  )

const isAlone = (tokens: readonly Token[], autocommit: boolean): boolean => {
  const text = textOf(tokens)
  return (
    ALONE.some((pattern) => pattern.test(text)) ||
    commits(tokens) ||
    (autocommit && /^call\b/.test(text))
  )
}

export const standsAlone: SegmentForms['standsAlone'] = (sql, { autocommit }) =>
  statementsIn(sql).some((tokens) => CONTROL.test(textOf(tokens)) || isAlone(tokens, autocommit))

const sourceOf = (tokens: readonly Token[], sql: string): string => {
  const [first, last] = [tokens[0], tokens.at(-1)]
  return first === undefined || last === undefined
    ? ''
    : sql.slice(first.start, last.start + last.text.length)
}

export const cut: SegmentForms['cut'] = (sql) => {
  const statements = statementsIn(sql)
  const isWhole = statements
    .map(textOf)
    .some((text) => CONTROL.test(text) || KEEPS_TOGETHER.test(text))
  if (statements.length < 2 || isWhole) {
    return [{ sql, transactional: false }]
  }
  return statements.map((tokens) => ({
    sql: sourceOf(tokens, sql),
    transactional: !isAlone(tokens, true),
  }))
}
