/** What the column's own mapping makes of a value before the driver gets it. */
import { isDeepStrictEqual } from 'node:util'

interface MappingColumn {
  mapToDriverValue(value: unknown): unknown
}

/**
 * The mapped value; the value as it is written where the mapping answers otherwise each time, as an
 * encrypting custom type does: its text would be a new default at every load.
 */
export const driverValue = (value: unknown, column: MappingColumn): unknown => {
  const first = column.mapToDriverValue(value)
  if (typeof first === 'function') return value
  return isDeepStrictEqual(first, column.mapToDriverValue(value)) ? first : value
}
