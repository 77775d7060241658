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
  ['program', 21],
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

const asked = ({ ratio, cpu, peak }: Goal): string =>
  [
    ratio === undefined ? [] : [`ratio ≤ ${ratio}`],
    cpu === undefined ? [] : [`CPU ≤ ${cpu} s`],
    peak === undefined ? [] : [`≤ ${peak} MiB`],
  ]
    .flat()
    .join(', ')

/** The lines of one comparison: the first side's ratio is to the second. */
export const lines = ({ what, dialect, tables, goal, sides, counts }: Result): string =>
  sides
    .map(({ name, cpu, server, wall, peak }, index) => {
      const peer = sides[1]
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
        first && peer !== undefined ? (cpu / peer.cpu).toFixed(2) : '',
        first ? [asked(goal), ...counted].filter((item) => item !== '').join(', ') : '',
      ])
    })
    .join('\n')
