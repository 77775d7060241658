/** Two properties of a Drizzle table may declare one column. */
import { equal } from '../schema/equal.ts'
import type { Column } from '../schema/types.ts'

interface Declared {
  /** The name as it was written, before any engine cuts it. */
  readonly written: string
  readonly column: Column
}

/** The columns without those that another property declares alike, under the very same name. */
export const distinctColumns = (declared: readonly Declared[]): readonly Column[] => {
  const isDeclaredBefore = ({ written, column }: Declared, index: number): boolean =>
    declared.findIndex((other) => other.written === written && equal(other.column, column)) < index
  const hasTwice = new Set(declared.map(({ written }) => written)).size < declared.length
  const kept = hasTwice ? declared.filter((item, at) => !isDeclaredBefore(item, at)) : declared
  return kept.map(({ column }) => column)
}
