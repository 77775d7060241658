/** A program in the parts that are committed one by one, where it cannot be, or should not be, in one transaction. */
import type { Around, Dialect, Statement } from '../../dialects/dialect.ts'
import type { Operation } from '../../operations/index.ts'
import { isOnline } from '../../operations/online.ts'
import type { TransactionMode } from '../../revisions/revision.ts'
import { apply, flatten } from '../../operations/index.ts'
import type { Schema } from '../../schema/types.ts'
import { execute } from '../run/execute.ts'
import { partsOf, rebuilds } from '../run/parts.ts'
import type { ExecuteContext } from '../run/execute.ts'

export type Segment =
  /** Committed together. */
  | { readonly kind: 'together'; readonly operations: readonly Operation[] }
  /** Its statements are committed one by one, or nothing of it is in a transaction. */
  | { readonly kind: 'apart'; readonly operation: Operation }

export interface SegmentContext {
  readonly dialect: Dialect
  readonly transaction: TransactionMode
}

/** A batch with `online` children is done child by child. */
const unpacked = (operations: readonly Operation[]): readonly Operation[] =>
  operations.flatMap((op): readonly Operation[] =>
    op.kind === 'batch' && op.operations.some(isOnline) ? op.operations : [op],
  )

const isApart = (op: Operation, { dialect, transaction }: SegmentContext): boolean => {
  const autocommit = transaction === 'none'
  if (op.kind === 'run') return autocommit
  if (op.kind === 'sql') return dialect.segments.standsAlone(op.up, { autocommit })
  return dialect.features.onlineForms && isOnline(op) && op.kind !== 'alterEnum'
}

/** Committed by itself, though it may be in a transaction: what was added to an enum can then be used. */
const isClosed = (op: Operation, { dialect, transaction }: SegmentContext): boolean =>
  transaction === 'none' || (dialect.features.onlineForms && isOnline(op))

/** The segments of a program, in order. */
export const segmentsOf = (
  operations: readonly Operation[],
  context: SegmentContext,
): readonly Segment[] => {
  const found: Segment[] = []
  let open: Operation[] | null = null
  for (const operation of unpacked(operations)) {
    if (isApart(operation, context)) {
      found.push({ kind: 'apart', operation })
      open = null
    } else if (isClosed(operation, context)) {
      found.push({ kind: 'together', operations: [operation] })
      open = null
    } else if (open === null) {
      open = [operation]
      found.push({ kind: 'together', operations: open })
    } else {
      open.push(operation)
    }
  }
  return found
}

export const operationsIn = (segment: Segment): readonly Operation[] =>
  segment.kind === 'together' ? segment.operations : [segment.operation]

/** Whether a program is more than one transaction. */
export const isSegmented = (operations: readonly Operation[], context: SegmentContext): boolean => {
  if (context.transaction === 'none') return true
  const found = segmentsOf(operations, context)
  return found.length > 1 || found.some(({ kind }) => kind === 'apart')
}

interface PlanTools extends Pick<ExecuteContext, 'dialect' | 'target'> {
  readonly around?: Around
}

/** What stands around a segment that begins at a place of the program. */
export const aroundOf = (
  program: readonly Operation[],
  { at, count }: { readonly at: number; readonly count: number },
): Around => ({
  earlier: flatten(program.slice(0, at)),
  following: flatten(program.slice(at + count)),
  waiting: [],
})

/** The statements of an operation that is no data step, each of which is committed by itself. */
export const statementsApart = (
  op: Operation,
  before: Schema,
  tools: PlanTools,
): readonly Statement[] =>
  partsOf([op], before, { ...tools, autocommit: true }).flatMap((part) =>
    part.kind === 'run'
      ? []
      : part.steps
          .flatMap((step) => tools.dialect.plan(step, { target: tools.target, ground: null }))
          .flatMap((statement) =>
            op.kind === 'sql'
              ? tools.dialect.segments
                  .cut(statement.sql)
                  .map((piece) => ({ ...statement, ...piece }))
              : [statement],
          ),
  )

const executeApart = async (
  statements: readonly Statement[],
  { connection, onStatement }: ExecuteContext,
): Promise<void> => {
  for (const statement of statements) {
    onStatement?.(statement)
    const work = () => connection.execute(statement.sql)
    await (statement.transactional ? connection.transaction(work, { mode: 'revision' }) : work())
  }
}

/** Executes a program in the transactions that it will really have, and keeps no record of it. */
export const executeSegments = async (
  operations: readonly Operation[],
  before: Schema,
  context: ExecuteContext & SegmentContext,
): Promise<void> => {
  let schema = before
  let at = 0
  const segments = segmentsOf(operations, context)
  const program = segments.flatMap(operationsIn)
  for (const segment of segments) {
    const count = operationsIn(segment).length
    const tools = { ...context, around: aroundOf(program, { at, count }) }
    at += count
    if (segment.kind === 'apart') {
      await executeApart(statementsApart(segment.operation, schema, tools), context)
    } else {
      const parts = partsOf(segment.operations, schema, tools)
      await context.connection.transaction(() => execute(parts, context), {
        mode: 'revision',
        rebuild: rebuilds(parts),
      })
    }
    schema = operationsIn(segment).reduce(apply, schema)
  }
}
