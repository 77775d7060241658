/** Two schemas → what turns one into the other, with the expressions judged by a server. */
import type { Dialect } from '../../dialects/dialect.ts'
import { adoptNames } from '../../diff/adopt-names.ts'
import { diff } from '../../diff/index.ts'
import type { Rename } from '../../diff/rename-candidates.ts'
import { adoptSequenceNames } from '../../diff/sequence-names.ts'
import { applyRenames, renameOperations } from '../../diff/rename-operations.ts'
import type { Operation } from '../../operations/index.ts'
import type { Schema } from '../../schema/types.ts'
import { settle, withoutUndecided } from './judge.ts'
import type { Printers, Undecided } from './judge.ts'
import { takenAsEqual } from './taken-as-equal.ts'
import type { Compare } from './taken-as-equal.ts'

export interface Comparison {
  /** What turns `from` into `to`. */
  readonly operations: readonly Operation[]
  readonly undecided: readonly Undecided[]
}

/** Compares structure and meaning; names that nobody gave are matched by structure. */
export const compareSchemas = async (
  from: Schema,
  to: Schema,
  tools: {
    readonly dialect: Dialect
    readonly printers: Printers
    /** What `from` has under other names. */
    readonly renames?: readonly Rename[]
    /** What is taken as equal, whatever it looks like. */
    readonly compare?: Compare
  },
): Promise<Comparison> => {
  const { renames = [], compare = null } = tools
  const named = applyRenames(adoptNames(from, to, tools.dialect), renames)
  const target = adoptSequenceNames(adoptNames(to, named, tools.dialect), named)
  const settled = await settle(named, target, tools)
  const left = withoutUndecided(settled.schema, target, settled.undecided)
  const wanted = takenAsEqual(target, left, compare)
  const operations = diff(left, wanted, { features: tools.dialect.features, renames: [] })
  return {
    operations: [...renameOperations(renames, from), ...operations],
    undecided: settled.undecided,
  }
}
