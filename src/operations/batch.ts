import { DiffkitError } from '../errors.ts'
import { editTable, findColumn, findTable } from '../schema/edit.ts'
import { objectName, qualified, show } from '../schema/names.ts'
import type { ObjectName, Schema } from '../schema/types.ts'
import { args } from './definition.ts'
import type { TableOperation } from './index.ts'
import type { EffectTools } from './raw.ts'

const RECREATE = ['auto', 'always', 'never'] as const

/** Whether SQLite rebuilds the table: where it must, in any case, or never. */
type Recreate = (typeof RECREATE)[number]

export interface BatchOptions {
  readonly recreate?: Recreate | undefined
  /** Columns that stand first in the rebuilt table, in this order; the others follow in theirs. */
  readonly order?: readonly string[] | undefined
}

/** Several operations on one table, to be done together: on SQLite, one rebuild at most. */
export interface Batch {
  readonly kind: 'batch'
  readonly table: ObjectName
  readonly operations: readonly TableOperation[]
  readonly recreate: Recreate
  readonly order: readonly string[]
}

/** A batch without options: its children may be done one by one. */
export const isPlainBatch = ({ recreate, order }: Batch): boolean =>
  recreate === 'auto' && order.length === 0

const reorder = (schema: Schema, { table, order }: Batch): Schema =>
  order.length === 0
    ? schema
    : editTable(schema, table, (found) => {
        const first = order.map((name) => findColumn(found, name))
        const others = found.columns.filter(({ name }) => !order.includes(name))
        return { ...found, columns: [...first, ...others] }
      })

const optionsOf = ({ recreate, order }: Batch): BatchOptions | undefined =>
  recreate === 'auto' && order.length === 0
    ? undefined
    : { ...(recreate === 'auto' ? {} : { recreate }), ...(order.length === 0 ? {} : { order }) }

/** A migration is run without being type-checked. */
const requireOptions = ({ recreate = 'auto', order = [] }: BatchOptions, table: ObjectName) => {
  const refuse = (reason: string): never => {
    throw new DiffkitError('INVALID_OPERATION', { operation: `batch on ${show(table)}`, reason })
  }
  if (!RECREATE.includes(recreate)) {
    refuse(`\`recreate\` is one of ${RECREATE.join(', ')}, not ${String(recreate)}`)
  }
  const twice = order.find((name, at) => order.indexOf(name) !== at)
  if (twice !== undefined) refuse(`\`order\` names ${twice} twice`)
}

export const batchOperations = (tools: EffectTools) => ({
  /**
   * Do several operations on one table together. SQLite rebuilds the table once for all of them.
   * @example op.batch('users', (table) => {
   *   table.dropColumn('nickname')
   *   table.alterColumn('age', { nullable: false })
   * })
   * @example op.batch('users', (table) => table.dropColumn('nickname'), { recreate: 'always' })
   */
  batch: {
    create: (
      table: ObjectName,
      operations: readonly TableOperation[],
      options: BatchOptions = {},
    ): Batch => {
      requireOptions(options, table)
      return {
        kind: 'batch',
        table: objectName(qualified(table)),
        operations,
        recreate: options.recreate ?? 'auto',
        order: options.order ?? [],
      }
    },
    args: (op: Batch) => args(op.table, op.operations, optionsOf(op)),
    apply: (schema: Schema, op: Batch): Schema =>
      reorder(tools.applyAll(schema, op.operations), op),
    reverse: (op: Batch, before: Schema): { readonly kind: 'batch' } => {
      const names = findTable(before, op.table).columns.map(({ name }) => name)
      const reversed = {
        ...op,
        operations: tools.reverseAll(op.operations, before),
        order: op.order.length === 0 ? [] : names,
      }
      return reversed
    },
    describe: (op: Batch) => `batch on ${show(op.table)} (${op.operations.length} operations)`,
  },
})
