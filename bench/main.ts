/**
 * `npm run bench`: what commands cost beside their peers, in one run on one machine. Sides of a
 * comparison take turns, and medians are compared, because walls and single runs tell little.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import type { Bench, Comparison, Context, Dialect } from './bench.ts'
import { measure, medianCost } from './measure.ts'
import type { Cost } from './measure.ts'
import { openProjects } from './projects.ts'
import { header, lines } from './report.ts'
import type { Result } from './report.ts'
import { setup as holdInMemory, teardown as releaseMemory } from '../scripts/in-memory.ts'
import { startServer } from './server.ts'
import type { Server } from './server.ts'

const DIALECTS: readonly Dialect[] = ['sqlite', 'postgresql']

const USAGE = `npm run bench -- [flags]

  --only NAMES      benches whose name holds one of these, separated by commas
  --dialect NAMES   sqlite, postgresql
  --tables NUMBERS  default 10,100,1000
  --runs N          runs of each side; the median counts; default 5
  --json FILE       default .diffkit/bench.json
`

const listOf = (text: string | undefined): readonly string[] =>
  text === undefined ? [] : text.split(',').map((item) => item.trim())

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    dialect: { type: 'string' },
    tables: { type: 'string', default: '10,100,1000' },
    runs: { type: 'string', default: '5' },
    json: { type: 'string', default: '.diffkit/bench.json' },
    help: { type: 'boolean', default: false },
  },
})

const isBench = (value: unknown): value is Bench =>
  typeof value === 'object' && value !== null && 'comparisons' in value && 'name' in value

const loadBenches = async (): Promise<readonly Bench[]> => {
  const folder = join(import.meta.dirname, 'benches')
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.js'))
    .toSorted()
  const modules: readonly { readonly bench?: unknown }[] = await Promise.all(
    names.map((name) => import(pathToFileURL(join(folder, name)).href)),
  )
  const only = listOf(values.only)
  return modules
    .map(({ bench }) => bench)
    .filter(isBench)
    .filter(({ name }) => only.length === 0 || only.some((part) => name.includes(part)))
}

const runComparison = async (comparison: Comparison, runs: number): Promise<Result> => {
  const costs: Cost[][] = comparison.sides.map(() => [])
  for (let run = 0; run < runs; run++) {
    for (const [index, side] of comparison.sides.entries()) {
      costs[index]?.push(await measure(side))
    }
  }
  const { what, dialect, tables, goal = {} } = comparison
  return {
    what,
    dialect,
    tables,
    goal,
    sides: comparison.sides.map(({ name }, index) => ({
      name,
      ...medianCost(costs[index] ?? []),
      runs: costs[index] ?? [],
    })),
    counts: (await comparison.counts?.()) ?? {},
  }
}

// What the disk of this machine costs is no part of the comparison.
holdInMemory()
const base = mkdtempSync(join(tmpdir(), 'diffkit-bench-'))
const running: Promise<Server>[] = []

const context = (): Context => {
  const folder = (name: string): string => {
    const path = join(base, name)
    mkdirSync(path, { recursive: true })
    return path
  }
  const server = (): Promise<Server> => {
    const started = running[0] ?? startServer()
    if (running.length === 0) running.push(started)
    return started
  }
  const dialects = listOf(values.dialect)
  return {
    dialects: DIALECTS.filter((name) => dialects.length === 0 || dialects.includes(name)),
    tables: listOf(values.tables).map(Number),
    projects: openProjects({ folder, server }),
    server,
    folder,
  }
}

const print = (text: string): void => {
  process.stdout.write(`${text}\n`)
}

const runAll = async (): Promise<void> => {
  const results: Result[] = []
  const shared = context()
  print(header())
  for (const bench of await loadBenches()) {
    for await (const comparison of bench.comparisons(shared)) {
      const result = await runComparison(comparison, Number(values.runs))
      results.push(result)
      print(lines(result))
    }
  }
  const file = resolve(values.json)
  mkdirSync(dirname(file), { recursive: true })
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? '', cores: cpus().length }
  writeFileSync(
    file,
    `${JSON.stringify({ machine, runs: Number(values.runs), results }, null, 2)}\n`,
  )
  print(`\nwritten: ${values.json}`)
}

if (values.help) print(USAGE)
else {
  try {
    await runAll()
  } finally {
    for (const server of running) await (await server).stop()
    rmSync(base, { recursive: true, force: true })
    releaseMemory()
  }
}
