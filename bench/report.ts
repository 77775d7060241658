/** Results as one table. */
import type { Dialect, Goal } from './bench.ts'
import type { Cost } from './measure.ts'

interface SideResult extends Cost {
  readonly name: string
  readonly runs: readonly Cost[]
}

export interface Result {
  readonly what: string
  readonly dialect: Dialect | null
  readonly tables: number | null
  readonly goal: Goal
  readonly sides: readonly SideResult[]
  readonly counts: Readonly<Record<string, number>>
}

const COLUMNS = [
  ['what', 26],
  ['dialect', 11],
  ['tables', 7],
  ['program', 31],
  ['CPU s', 8],
  ['server', 8],
  ['wall s', 8],
  ['MiB', 7],
  ['ratio', 7],
  ['asked', 0],
] as const

const row = (cells: readonly string[]): string =>
  COLUMNS.map(([, width], index) => (cells[index] ?? '').padEnd(width))
    .join('')
    .trimEnd()

/** The heads of the columns. */
export const header = (): string => row(COLUMNS.map(([name]) => name))

const asked = ({ ratio, wall, cpu, peak }: Goal, [ours, theirs]: readonly SideResult[]): string =>
  [
    ratio === undefined ? [] : [`ratio ≤ ${ratio}`],
    wall === undefined || ours === undefined || theirs === undefined
      ? []
      : [`wall ratio ≤ ${wall}: ${(ours.wall / theirs.wall).toFixed(2)}`],
    cpu === undefined ? [] : [`CPU ≤ ${cpu} s`],
    peak === undefined ? [] : [`≤ ${peak} MiB`],
  ]
    .flat()
    .join(', ')

const ratioOf = (index: number, sides: readonly SideResult[]): string => {
  const [ours, theirs] = [sides[0], index === 0 ? sides[1] : sides[index]]
  if (ours === undefined || theirs === undefined || index === 1) return ''
  return index === 0
    ? (ours.cpu / theirs.cpu).toFixed(2)
    : `(${(ours.cpu / theirs.cpu).toFixed(2)})`
}

/** The lines of one comparison: the first side's ratio is to the second, which is the goal's; each other peer's line has its own. */
export const lines = ({ what, dialect, tables, goal, sides, counts }: Result): string =>
  sides
    .map(({ name, cpu, server, wall, peak }, index) => {
      const first = index === 0
      const counted = Object.entries(counts).map(([key, count]) => `${count} ${key}`)
      return row([
        first ? what : '',
        first ? (dialect ?? '') : '',
        first ? String(tables ?? '') : '',
        name,
        cpu.toFixed(3),
        server === 0 ? '' : server.toFixed(2),
        wall.toFixed(2),
        peak === 0 ? '' : peak.toFixed(0),
        ratioOf(index, sides),
        first ? [asked(goal, sides), ...counted].filter((item) => item !== '').join(', ') : '',
      ])
    })
    .join('\n')
