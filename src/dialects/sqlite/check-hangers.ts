/** Triggers that would stay and never fire again. */
import { DiffkitError } from '../../errors.ts'
import type { TableChange } from './change.ts'
import type { Hangers } from './hangers.ts'
import { parseTrigger } from './parse-other.ts'
import { foldName } from './tokens.ts'

/** Names that no column has any more. */
const goneColumns = ({ before, after }: TableChange): readonly string[] => {
  const kept = new Set(after.columns.map(({ name }) => foldName(name)))
  return before.columns.map(({ name }) => name).filter((name) => !kept.has(foldName(name)))
}

/** Throws when a trigger waits for the update of a column that goes: it would never fire again. */
export const requireTriggerColumns = (change: TableChange, { own }: Hangers): void => {
  const gone = new Set(goneColumns(change).map(foldName))
  for (const { name, sql } of own) {
    const { columns } = parseTrigger(sql ?? '')
    const column = columns?.find((item) => gone.has(foldName(item)))
    if (column === undefined) continue
    throw new DiffkitError('OBJECT_IN_USE', {
      kind: 'Column',
      name: `${change.before.name}.${column}`,
      by: `trigger ${name}`,
    })
  }
}
