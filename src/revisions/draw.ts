/** The graph as lines, the way `git log --graph` draws commits. */
import { nodeOf } from './node.ts'
import type { Graph } from './node.ts'

/** A line of the drawing: a revision stands beside it, or only lines are joined and parted. */
export interface DrawnLine {
  readonly drawing: string
  readonly revision: string | null
}

/** Column `c` is drawn at place `2c`; what leans stands between. */
const line = (marks: readonly (readonly [place: number, mark: string])[]): string => {
  const cells: string[] = []
  for (const [place, mark] of marks) cells[place] = mark
  return Array.from(cells, (cell) => cell ?? ' ').join('')
}

const columnsTo = (end: number): readonly (readonly [number, string])[] =>
  Array.from({ length: end }, (_item, column) => [2 * column, '|'] as const)

const leaning = (
  columns: readonly string[],
  after: number,
  { mark, by }: { readonly mark: string; readonly by: number },
): readonly (readonly [number, string])[] =>
  columns.flatMap((_item, column) => (column > after ? [[2 * column + by, mark] as const] : []))

/** One more parent: a column opens right of `at`. */
const part = (columns: string[], at: number, parent: string): string => {
  const drawn = line([
    ...columnsTo(at + 1),
    [2 * at + 1, '\\'],
    ...leaning(columns, at, { mark: '\\', by: 1 }),
  ])
  columns.splice(at + 1, 0, parent)
  return drawn
}

/** Column `from` ends in column `to`, left of it. */
const join = (columns: string[], from: number, to: number): string => {
  const under = Array.from(
    { length: from - to - 1 },
    (_item, index) => [2 * (to + index) + 1, '_'] as const,
  )
  const drawn = line([
    ...columnsTo(from),
    ...under,
    [2 * from - 1, '/'],
    ...leaning(columns, from, { mark: '/', by: -1 }),
  ])
  columns.splice(from, 1)
  return drawn
}

const close = (columns: string[], at: number): readonly string[] => {
  const moved = leaning(columns, at, { mark: '/', by: -1 })
  const drawn = moved.length === 0 ? [] : [line([...columnsTo(at), ...moved])]
  columns.splice(at, 1)
  return drawn
}

/** Draws revisions that are given newest first; parents that are not among them are left out. */
export const drawGraph = (graph: Graph, ids: readonly string[]): readonly DrawnLine[] => {
  const shown = new Set(ids)
  const columns: string[] = []
  const lines: DrawnLine[] = []
  const push = (drawing: string): void => void lines.push({ drawing, revision: null })
  for (const id of ids) {
    if (!columns.includes(id)) columns.push(id)
    const at = columns.indexOf(id)
    for (let other = columns.lastIndexOf(id); other > at; other = columns.lastIndexOf(id)) {
      push(join(columns, other, at))
    }
    const marks = columns.map((_item, column) => (column === at ? '*' : '|'))
    lines.push({ drawing: marks.join(' '), revision: id })
    const [first, ...others] = nodeOf(graph, id).down.filter((parent) => shown.has(parent))
    if (first === undefined) close(columns, at).forEach(push)
    else columns[at] = first
    for (const parent of others.toReversed()) push(part(columns, at, parent))
  }
  return lines
}
