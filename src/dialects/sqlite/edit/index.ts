/** A stored CREATE INDEX under another name. */
import { quote } from '../../shared.ts'
import { applyEdits } from './list.ts'
import { parseIndex } from '../parse/other.ts'

export const renameStoredIndex = (sql: string, name: string): string => {
  const edit = { ...parseIndex(sql).nameSpan, text: quote(name) }
  return applyEdits(sql, { start: 0, end: sql.length }, [edit])
}
