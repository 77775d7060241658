/** The same program in fewer operations: what cancels goes, what follows on a creation is a part of it. */
import { isDiffkitError } from '../errors.ts'
import { isOnline } from '../operations/online.ts'
import { apply, applyAll } from '../operations/index.ts'
import type { Operation } from '../operations/index.ts'
import type { Features } from '../schema/features.ts'
import { equalSchemas } from '../schema/equal.ts'
import type { Schema } from '../schema/types.ts'
import { fatesOf } from './fates.ts'
import type { Fates } from './fates.ts'
import { diff } from './index.ts'

/** Batches taken apart, but for those that say how the table is made anew. */
const takenApart = (operations: readonly Operation[]): readonly Operation[] =>
  operations.flatMap((op): readonly Operation[] =>
    op.kind === 'batch' && op.recreate === 'auto' && op.order.length === 0 ? op.operations : [op],
  )

/** On a table without rows there is nothing that an online form would spare. */
const isOnNew = (op: Operation, fates: Fates): boolean =>
  'table' in op && op.kind !== 'createTable' && fates.isNew(op.table)

/** What says more than the schemas before and after it do: it stays as it is, in its place. */
const isKept = (op: Operation, fates: Fates): boolean => {
  if (isOnline(op) && !isOnNew(op, fates)) return true
  switch (op.kind) {
    case 'sql':
    case 'run':
    case 'batch':
      return true
    case 'addColumn':
    case 'alterColumn':
      return op.using !== null && !fates.isNew(op.table)
    case 'alterEnum':
      return Object.keys(op.using).length > 0
    default:
      return false
  }
}

interface Stretch {
  readonly before: Schema
  readonly after: Schema
  readonly operations: readonly Operation[]
  readonly fates: Fates
}

/** The difference of the two ends, where it is shorter and leads to the same. */
const shortened = (
  { before, after, operations, fates }: Stretch,
  features: Features,
): readonly Operation[] => {
  try {
    const found = diff(before, after, { features, renames: fates.renames() })
    const isShorter = found.length <= operations.length
    return isShorter && equalSchemas(applyAll(before, found), after) ? found : operations
  } catch (error) {
    if (isDiffkitError(error)) return operations
    throw error
  }
}

/**
 * A program that does to a schema, and to its rows, what the given one does. Raw SQL, data steps and
 * conversions stay as they are and in their place; a stretch between them is as short as its ends allow.
 */
export const minimize = (
  before: Schema,
  operations: readonly Operation[],
  features: Features,
): readonly Operation[] => {
  const done: Operation[] = []
  let stretch: Stretch = { before, after: before, operations: [], fates: fatesOf(before) }
  const beginAt = (schema: Schema): void => {
    done.push(...shortened(stretch, features))
    stretch = { before: schema, after: schema, operations: [], fates: fatesOf(schema) }
  }
  for (const op of takenApart(operations)) {
    const { after } = stretch
    if (isKept(op, stretch.fates)) {
      beginAt(after)
      done.push(op)
      beginAt(apply(after, op))
      continue
    }
    if (!stretch.fates.follow(op)) {
      beginAt(after)
      stretch.fates.follow(op)
    }
    stretch = {
      ...stretch,
      after: apply(after, op),
      operations: [...stretch.operations, op],
    }
  }
  beginAt(stretch.after)
  return done
}
