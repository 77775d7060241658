/** SQLite has one writer at a time: nothing is done beside others, and little cannot be in a transaction. */
import { codeTokens } from '../../util/tokens.ts'
import type { SegmentForms } from '../dialect.ts'

/** https://sqlite.org/lang_vacuum.html, https://sqlite.org/pragma.html: many do nothing in a transaction. */
const ALONE = new Set(
  'vacuum pragma attach detach begin commit end rollback savepoint release'.split(' '),
)

export const segments: SegmentForms = {
  standsAlone: (sql, { autocommit }) => {
    const tokens = codeTokens(sql)
    const heads = tokens.filter((_, index) => index === 0 || tokens[index - 1]?.text === ';')
    return autocommit && heads.some(({ text }) => ALONE.has(text.toLowerCase()))
  },
  cut: (sql) => [{ sql, transactional: false }],
  settle: async () => 'again',
  setLimits: () => [],
  resetLimits: [],
  keptJson: () => "'{}'",
  restoreKept: () => [],
  isLockFailure: () => false,
  committed: (operations) => operations,
  online: (operations) => operations,
}
