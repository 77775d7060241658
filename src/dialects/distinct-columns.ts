/** Two properties of a Drizzle table may declare one column. */
import { equal } from '../schema/equal.ts'
import type { Column } from '../schema/types.ts'

/** The columns without those that another property declares alike. */
export const distinctColumns = (columns: readonly Column[]): readonly Column[] =>
  columns.filter(
    (column, index) =>
      columns.findIndex((other) => other.name === column.name && equal(other, column)) === index,
  )
