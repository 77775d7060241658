import { objectName, qualified, show } from '../schema/names.ts'
import type { ObjectName, Schema } from '../schema/types.ts'
import type { TableOperation } from './index.ts'
import type { EffectTools } from './raw.ts'

/** Several operations on one table, to be done together: on SQLite, one rebuild at most. */
export interface Batch {
  readonly kind: 'batch'
  readonly table: ObjectName
  readonly operations: readonly TableOperation[]
}

export const batchOperations = (tools: EffectTools) => ({
  /**
   * Do several operations on one table together. SQLite rebuilds the table once for all of them.
   * @example op.batch('users', (table) => {
   *   table.dropColumn('nickname')
   *   table.alterColumn('age', { nullable: false })
   * })
   */
  batch: {
    create: (table: ObjectName, operations: readonly TableOperation[]): Batch => ({
      kind: 'batch',
      table: objectName(qualified(table)),
      operations,
    }),
    args: (op: Batch) => [op.table, op.operations],
    apply: (schema: Schema, op: Batch): Schema => tools.applyAll(schema, op.operations),
    reverse: (op: Batch, before: Schema): { readonly kind: 'batch' } => {
      const reversed = { ...op, operations: tools.reverseAll(op.operations, before) }
      return reversed
    },
    describe: (op: Batch) => `batch on ${show(op.table)} (${op.operations.length} operations)`,
  },
})
