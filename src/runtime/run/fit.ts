/** Whether a revision's operations can be done on the schema before them, told with its name if not. */
import { DiffkitError, isDiffkitError } from '../../errors.ts'
import { apply, describe } from '../../operations/index.ts'
import type { Operation } from '../../operations/index.ts'
import type { Revision } from '../../revisions/revision.ts'
import type { Schema } from '../../schema/types.ts'

const applyOne = (schema: Schema, op: Operation, revision: Revision): Schema => {
  try {
    return apply(schema, op)
  } catch (cause) {
    if (!isDiffkitError(cause)) throw cause
    const data = {
      revision: revision.id,
      file: revision.path,
      operation: describe(op),
      problem: cause.message,
    }
    throw new DiffkitError('REVISION_DOES_NOT_FIT', data, { cause })
  }
}

/** The schema after a revision's program; throws REVISION_DOES_NOT_FIT, naming file and operation. */
export const applyRevision = (
  before: Schema,
  operations: readonly Operation[],
  revision: Revision,
): Schema => operations.reduce((schema, op) => applyOne(schema, op, revision), before)
