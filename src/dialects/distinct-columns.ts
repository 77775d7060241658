/** Two properties of a Drizzle table may name one column. */
import { equal } from '../schema/equal.ts'
import type { Column } from '../schema/types.ts'

/** Each column once; `refuse` makes the error for one that is declared twice and not alike. */
export const distinctColumns = (
  columns: readonly Column[],
  refuse: (problem: string) => Error,
): readonly Column[] => {
  const byName = new Map<string, Column>()
  for (const column of columns) {
    const other = byName.get(column.name)
    if (other !== undefined && !equal(column, other)) {
      throw refuse(`two of its properties declare column ${column.name}, and not alike`)
    }
    byName.set(column.name, other ?? column)
  }
  return [...byName.values()]
}
