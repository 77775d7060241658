/** Two properties of a Drizzle table may declare one column. */
import { equal } from '../schema/equal.ts'
import type { Column } from '../schema/types.ts'

interface Declared {
  /** The name as it was written, before any engine cuts it. */
  readonly written: string
  readonly column: Column
}

/** The columns without those that another property declares alike, under the very same name. */
export const distinctColumns = (declared: readonly Declared[]): readonly Column[] =>
  declared
    .filter(
      ({ written, column }, index) =>
        declared.findIndex((other) => other.written === written && equal(other.column, column)) ===
        index,
    )
    .map(({ column }) => column)
