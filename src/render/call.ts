/** Operations as the calls that record them. */
import { DiffkitError } from '../errors.ts'
import { argsOf } from '../operations/index.ts'
import type { Operation } from '../operations/index.ts'
import { renderLiteral, renderText } from './literal.ts'

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

/** Where a call stands: what it is called on, and the place of its operation in the flat list. */
interface Place {
  readonly receiver: string
  readonly index: number
  readonly comments: Comments
}

type Render = (place: Place) => string

const call = (op: Operation, args: readonly unknown[]): Render => {
  const text = args.map((item) => renderLiteral(plain(item))).join(', ')
  return ({ receiver }) => `${receiver}.${op.kind}(${text})`
}

const renderSql = (op: Operation & { readonly kind: 'sql' }): Render => {
  if (op.effects.length === 0) return call(op, argsOf(op))
  const down = op.down === null ? 'null' : renderText(op.down)
  const effects = renderCalls(op.effects, { receiver: 'op', index: 0, comments: new Map() })
  const options = `{ effects: (op) => {\n${effects}\n} }`
  return ({ receiver }) => `${receiver}.sql(${renderText(op.up)}, ${down}, ${options})`
}

const renderBatch = (op: Operation & { readonly kind: 'batch' }): Render => {
  const table = renderLiteral(op.table)
  return (place) => {
    const children = renderChildren(op, { ...place, receiver: 'table' })
    const [options] = argsOf(op).slice(2)
    const more = options === undefined ? '' : `, ${renderLiteral(options)}`
    return `${place.receiver}.batch(${table}, (table) => {\n${children}\n}${more})`
  }
}

const renderChildren = (op: Operation & { readonly kind: 'batch' }, place: Place): string => {
  const lines = op.operations.map((child, offset) => {
    const at = { ...place, index: place.index + offset }
    return withComment(call(child, argsOf(child).slice(1))(at), at)
  })
  return lines.join('\n')
}

const renderOf = (op: Operation): Render => {
  switch (op.kind) {
    case 'sql':
      return renderSql(op)
    case 'batch':
      return renderBatch(op)
    case 'run': {
      const reason = 'it exists only as code in its migration file'
      throw new DiffkitError('INVALID_OPERATION', { operation: 'write a data step', reason })
    }
    default:
      return call(op, argsOf(op))
  }
}

const withComment = (text: string, { index, comments }: Place): string => {
  const comment = comments.get(index)
  return comment === undefined ? text : `${text} // ${comment.replaceAll('\n', ' ')}`
}

const renderCalls = (operations: readonly Operation[], first: Place): string => {
  let { index } = first
  const lines = operations.map((op) => {
    const place = { ...first, index }
    index += op.kind === 'batch' ? op.operations.length : 1
    return op.kind === 'batch' ? renderOf(op)(place) : withComment(renderOf(op)(place), place)
  })
  return lines.join('\n')
}

/** The body of a migration's function, a call an operation. Throws for `run`, which is no data. */
export const renderBody = (operations: readonly Operation[], comments: Comments): string =>
  renderCalls(operations, { receiver: 'op', index: 0, comments })
