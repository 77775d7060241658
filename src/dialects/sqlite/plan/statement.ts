import type { Operation } from '../../../operations/index.ts'
import type { Statement } from '../../dialect.ts'

/** A statement of an operation, with a note where it needs one; all of SQLite's are transactional. */
export const statement = (
  sql: string,
  source: Operation | null,
  note: string | null = null,
): Statement => ({ sql, source, note, transactional: true })
