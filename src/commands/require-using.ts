/** Refuses a program that waits for somebody to say how old values become new ones. */
import { DiffkitError, isDiffkitError } from '../errors.ts'
import type { AlterColumn } from '../operations/column.ts'
import { findUnwritten } from '../operations/conversions.ts'
import { showPart } from '../operations/dependents.ts'
import { applyAll, flatten } from '../operations/index.ts'
import type { Operation } from '../operations/index.ts'
import type { Revision } from '../revisions/revision.ts'
import { findColumn, findTable } from '../schema/edit.ts'
import type { Schema } from '../schema/types.ts'

interface Place {
  readonly revision: Pick<Revision, 'id' | 'path'>
  readonly direction: 'upgrade' | 'downgrade'
  /** The schema before the program; asked only where there is something to tell. */
  readonly before: () => Promise<Schema>
}

/** `null` where the history does not tell: that is for another error to say. */
const typeBefore = async (
  operations: readonly Operation[],
  op: AlterColumn,
  before: Place['before'],
): Promise<string | null> => {
  try {
    const flat = flatten(operations)
    const schema = applyAll(await before(), flat.slice(0, flat.indexOf(op)))
    return findColumn(findTable(schema, op.table), op.name).type
  } catch (error) {
    if (!isDiffkitError(error)) throw error
    return null
  }
}

/** Throws USING_NEEDED, naming the file and the first column. */
export const requireUsing = async (
  operations: readonly Operation[],
  { revision, direction, before }: Place,
): Promise<void> => {
  const op = findUnwritten(operations)
  if (op === undefined) return
  throw new DiffkitError('USING_NEEDED', {
    revision: revision.id,
    file: revision.path,
    direction,
    column: showPart(op.table, op.name),
    from: await typeBefore(operations, op, before),
    to: op.set.type ?? null,
  })
}
