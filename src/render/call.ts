/** Operations as the calls that record them. */
import { DiffkitError } from '../errors.ts'
import { argsOf } from '../operations/index.ts'
import type { Operation } from '../operations/index.ts'
import { renderLiteral } from './literal.ts'

/** What to write behind the calls: a text for each operation of the flat list that has one. */
export type Comments = ReadonlyMap<number, string>

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const LEADING = 'kind namespace name type table columns keys column expression references'.split(
  ' ',
)

/** What a thing is stands before its attributes. */
const rank = (key: string): number => {
  const index = LEADING.indexOf(key)
  return index < 0 ? LEADING.length : index
}

/** Arguments as an author writes them: no prints of servers, no note of who gave a name. */
const plain = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(plain)
  if (!isRecord(value)) return value
  if (typeof value['sql'] === 'string') return value['sql']
  const kept = Object.entries(value).filter(([key, item]) => key !== 'named' || item !== false)
  const sorted = kept.toSorted(([a], [b]) => rank(a) - rank(b))
  return Object.fromEntries(sorted.map(([key, item]) => [key, plain(item)]))
}

/** An argument of a call: plain data, the calls in the body of a function, or code as it stands. */
export type Argument =
  | { readonly kind: 'data'; readonly value: unknown }
  | { readonly kind: 'calls'; readonly parameter: string; readonly calls: readonly Call[] }
  | { readonly kind: 'code'; readonly text: string }

/** One call, a statement of its own. */
export interface Call {
  /** `op.addColumn`. */
  readonly callee: string
  readonly args: readonly Argument[]
  /** What stands behind it. */
  readonly comment: string | null
}

/** Where a call stands: what it is called on, and the place of its operation in the flat list. */
interface Place {
  readonly receiver: string
  readonly index: number
  readonly comments: Comments
}

const data = (value: unknown): Argument => ({ kind: 'data', value: plain(value) })

const commentAt = ({ index, comments }: Place): string | null =>
  comments.get(index)?.replaceAll('\n', ' ') ?? null

const callOf = (op: Operation, args: readonly unknown[], place: Place): Call => ({
  callee: `${place.receiver}.${op.kind}`,
  args: args.map(data),
  comment: commentAt(place),
})

const sqlCall = (op: Operation & { readonly kind: 'sql' }, place: Place): Call => {
  const call = callOf(op, argsOf(op), place)
  if (op.effects.length === 0) return call
  const effects = callsOf(op.effects, new Map()).map(callText).join('\n')
  const text = `{ effects: (op) => {\n${effects}\n} }`
  return { ...call, args: [data(op.up), data(op.down), { kind: 'code', text }] }
}

const batchCall = (op: Operation & { readonly kind: 'batch' }, place: Place): Call => {
  const [options] = argsOf(op).slice(2)
  const calls = op.operations.map((child, offset) =>
    callOf(child, argsOf(child).slice(1), {
      ...place,
      receiver: 'table',
      index: place.index + offset,
    }),
  )
  return {
    callee: `${place.receiver}.batch`,
    args: [
      data(op.table),
      { kind: 'calls', parameter: 'table', calls },
      ...(options === undefined ? [] : [data(options)]),
    ],
    comment: null,
  }
}

const operationCall = (op: Operation, place: Place): Call => {
  switch (op.kind) {
    case 'sql':
      return sqlCall(op, place)
    case 'batch':
      return batchCall(op, place)
    case 'run': {
      const reason = 'it exists only as code in its migration file'
      throw new DiffkitError('INVALID_OPERATION', { operation: 'write a data step', reason })
    }
    default:
      return callOf(op, argsOf(op), place)
  }
}

/** The body of a migration's function, a call an operation. Throws for `run`, which is no data. */
export const callsOf = (operations: readonly Operation[], comments: Comments): readonly Call[] => {
  let index = 0
  return operations.map((op) => {
    const call = operationCall(op, { receiver: 'op', index, comments })
    index += op.kind === 'batch' ? op.operations.length : 1
    return call
  })
}

const argumentText = (argument: Argument): string => {
  switch (argument.kind) {
    case 'data':
      return renderLiteral(argument.value)
    case 'calls':
      return `(${argument.parameter}) => {\n${argument.calls.map(callText).join('\n')}\n}`
    case 'code':
      return argument.text
  }
}

/** The call as text, without a layout. */
export const callText = ({ callee, args, comment }: Call): string =>
  `${callee}(${args.map(argumentText).join(', ')})${comment === null ? '' : ` // ${comment}`}`
