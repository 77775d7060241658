/**
 * Where the lines of a migration break: the layout that prettier gives it in our own style, by prettier's
 * printer. What we write is a small part of the language, so nothing needs to be parsed for that.
 */
import type { builders, printer, utils } from 'prettier/doc'
import type { Argument, Call } from './call.ts'
import type { Item } from './item.ts'
import { renderKey, renderLiteral } from './literal.ts'

/** What `prettier/doc` exports, as far as it is used here. */
export interface DocTools {
  readonly builders: typeof builders
  readonly printer: typeof printer
  readonly utils: typeof utils
}

type Doc = builders.Doc

type Fields = readonly (readonly [key: string, value: unknown])[]

const fieldsOf = (record: object): Fields =>
  Object.entries(record).filter(([, value]) => value !== undefined)

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const sizeOf = (value: unknown): number => {
  if (Array.isArray(value)) return value.length
  return isRecord(value) ? fieldsOf(value).length : 0
}

const isNumbers = (value: unknown): boolean =>
  Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'number')

/** Lists of lists, and of records, stand a line each wherever they would fit. */
const isTable = (items: readonly unknown[]): boolean =>
  items.length > 1 &&
  items.every((item) => sizeOf(item) > 1 && Array.isArray(item) === Array.isArray(items[0]))

/** Keys of less than this are not worth a line of their own. */
const SHORT_KEY = 5

type Kind = 'breaks' | 'stays' | 'flows'

/** What becomes of a value that does not fit behind its name. */
const kindOf = (value: unknown, name: string | null): Kind => {
  if (name !== null && name.length < SHORT_KEY) return 'stays'
  if (typeof value === 'string') return 'breaks'
  const isNegative = Object.is(value, -0) || (typeof value === 'number' && value < 0)
  return typeof value === 'boolean' || (typeof value === 'number' && !isNegative)
    ? 'stays'
    : 'flows'
}

const layoutWith = ({ builders: build, utils: { willBreak } }: DocTools) => {
  const { group, indent, line, softline, hardline, ifBreak, fill, conditionalGroup } = build

  const assignment = (left: string, value: unknown, kind: Kind): Doc => {
    const right = literal(value)
    if (kind === 'breaks') return group([group(left), group(indent([line, right]))])
    if (kind === 'stays') return group([group(left), ' ', right])
    const id = Symbol('assignment')
    return group([
      group(left),
      group(indent(line), { id }),
      build.lineSuffixBoundary,
      build.indentIfBreak(right, { groupId: id }),
    ])
  }

  const record = (fields: Fields): Doc => {
    if (fields.length === 0) return '{}'
    const parts = fields.map(([key, value]) => {
      const name = renderKey(key)
      return assignment(`${name}:`, value, kindOf(value, name))
    })
    return group(['{', indent([line, build.join([',', line], parts)]), ifBreak(','), line, '}'])
  }

  const list = (items: readonly unknown[]): Doc => {
    if (items.length === 0) return '[]'
    const id = Symbol('array')
    const last = items.length - 1
    const contents = isNumbers(items)
      ? fill(
          items.flatMap((item, at): Doc[] =>
            at === last
              ? [[literal(item), ifBreak(',', '', { groupId: id })]]
              : [[literal(item), ','], line],
          ),
        )
      : [
          build.join(
            [',', line],
            items.map((item) => group(literal(item))),
          ),
          ifBreak(','),
        ]
    return group(['[', indent([softline, contents]), softline, ']'], {
      shouldBreak: isTable(items),
      id,
    })
  }

  const literal = (value: unknown): Doc => {
    if (Array.isArray(value)) return list(value)
    return isRecord(value) ? record(fieldsOf(value)) : renderLiteral(value)
  }

  const argument = (item: Argument): Doc => {
    switch (item.kind) {
      case 'data':
        return literal(item.value)
      case 'calls':
        return [`(${item.parameter}) => `, block(item.calls)]
      case 'code':
        return item.text
    }
  }

  const hugsLast = (args: readonly Argument[]): boolean => {
    const [before, last] = [args.at(-2), args.at(-1)]
    if (last?.kind !== 'data') return last?.kind === 'calls'
    const other = before?.kind === 'data' ? before.value : null
    const isAlike =
      typeof other === 'object' &&
      other !== null &&
      Array.isArray(other) === Array.isArray(last.value)
    return sizeOf(last.value) > 0 && !isAlike && !(args.length > 1 && isNumbers(last.value))
  }

  const brokenOut = (docs: readonly Doc[]): Doc =>
    group(['(', indent([line, build.join([',', line], [...docs])]), ',', line, ')'], {
      shouldBreak: true,
    })

  const hugged = (head: readonly Doc[], last: Doc): Doc[] => [
    '(',
    ...head.flatMap((item): Doc[] => [item, ',', line]),
    last,
    ')',
  ]

  const parenthesized = (args: readonly Argument[]): Doc => {
    const docs = args.map(argument)
    const [head, last] = [docs.slice(0, -1), docs.at(-1)]
    if (last === undefined) return '()'
    if (!hugsLast(args)) {
      return group(
        ['(', indent([softline, build.join([',', line], docs)]), ifBreak(','), softline, ')'],
        { shouldBreak: docs.some((item) => willBreak(item)) },
      )
    }
    if (head.some((item) => willBreak(item))) return brokenOut(docs)
    const open = hugged(head, group(last, { shouldBreak: true }))
    if (willBreak(last)) {
      return [build.breakParent, conditionalGroup([open, brokenOut(docs)])]
    }
    return conditionalGroup([hugged(head, last), open, brokenOut(docs)])
  }

  const statement = ({ callee, args, comment }: Call): Doc => [
    group([callee, parenthesized(args)]),
    ...(comment === null ? [] : [build.lineSuffix(` // ${comment}`.trimEnd()), build.breakParent]),
  ]

  const block = (calls: readonly Call[]): Doc =>
    calls.length === 0
      ? '{}'
      : ['{', indent([hardline, build.join(hardline, calls.map(statement))]), hardline, '}']

  return (item: Item): Doc => {
    switch (item.kind) {
      case 'line':
        return item.text
      case 'constant':
        return assignment(`export const ${item.name} =`, item.value, kindOf(item.value, null))
      case 'function':
        return [
          `export function ${item.name}(${item.parameter}: Operations): void `,
          block(item.calls),
        ]
    }
  }
}

/** The text of a file that is made of these. */
export const layOut = (
  items: readonly Item[],
  tools: DocTools,
  { width }: { readonly width: number },
): string => {
  const docs = items.map(layoutWith(tools))
  const { hardline, join } = tools.builders
  return tools.printer.printDocToString([join(hardline, docs), hardline], {
    printWidth: width,
    tabWidth: 2,
    useTabs: false,
  }).formatted
}
