/** Runs a whole process and says what it cost, with all processes that it started. */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Side } from './bench.ts'

export interface Cost {
  /** CPU seconds, user and system: the process, its children, and the server that worked for it. */
  readonly cpu: number
  /** The part of `cpu` that a server spent. */
  readonly server: number
  readonly wall: number
  /** MiB: the process and the children that lived as long as it did. */
  readonly peak: number
}

/**
 * Loaded into each Node process: when it ends, says what those children used that nobody waits for
 * (esbuild's service is one), and how much memory all of them had at the most.
 */
const HOOK = `
const { readFileSync, writeFileSync } = require('node:fs')
const read = (path) => { try { return readFileSync(path, 'utf8') } catch { return '' } }
const childrenOf = (pid) => read('/proc/' + pid + '/task/' + pid + '/children').trim().split(' ').filter(Boolean)
const below = (pid) => childrenOf(pid).flatMap((child) => [child, ...below(child)])
process.on('exit', () => {
  const living = below(process.pid)
  const ticks = (pid) => {
    const fields = read('/proc/' + pid + '/stat').replace(/^.*\\) /, '').split(' ')
    return fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
  }
  const peak = (pid) => Number(/VmHWM:\\s*(\\d+)/.exec(read('/proc/' + pid + '/status'))?.[1] ?? 0)
  const unwaited = living.reduce((sum, pid) => sum + ticks(pid), 0) / 100
  const memory = [process.pid, ...living].reduce((sum, pid) => sum + peak(pid), 0) / 1024
  writeFileSync(process.env.BENCH_OUT + '/hook-' + process.pid, JSON.stringify({ unwaited, memory }))
})
`

interface Hooked {
  readonly unwaited: number
  readonly memory: number
}

const isHooked = (value: unknown): value is Hooked =>
  typeof value === 'object' && value !== null && 'unwaited' in value && 'memory' in value

const readHooks = (folder: string): readonly Hooked[] =>
  readdirSync(folder)
    .filter((name) => /^hook-\d+$/.test(name))
    .map((name): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8')))
    .filter(isHooked)

/** The shell waits for the process, so its `time` has what the kernel counted, to the millisecond. */
const SCRIPT =
  'TIMEFORMAT="%R %U %S"; { time "$@" >"$BENCH_OUT/stdout" 2>"$BENCH_OUT/stderr"; } 2>"$BENCH_OUT/time"'

const finish = (side: Side, out: string): Promise<number> => {
  const hook = join(out, 'hook.cjs')
  writeFileSync(hook, HOOK)
  const { DATABASE_URL: _unused, ...env } = process.env
  const child = spawn(
    'bash',
    ['-c', SCRIPT, 'bash', side.program ?? process.execPath, ...side.args],
    {
      cwd: side.folder,
      env: { ...env, NO_COLOR: '1', BENCH_OUT: out, NODE_OPTIONS: `--require ${hook}` },
      stdio: 'ignore',
    },
  )
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? -1))
  })
}

interface Ended {
  readonly code: number
  /** Server CPU seconds spent meanwhile. */
  readonly server: number
}

const finishBesideServer = async (side: Side, out: string): Promise<Ended> => {
  if (side.server === undefined) return { code: await finish(side, out), server: 0 }
  const before = await side.server.cpu()
  const code = await finish(side, out)
  return { code, server: (await side.server.cpu()) - before }
}

const requireDone = (side: Side, code: number, output: string): void => {
  if (code === (side.exitCode ?? 0) && output.includes(side.says ?? '')) return
  throw new Error(`${side.name} ${side.args.join(' ')} exits ${code}\n${output}`)
}

/** Measures one run; throws with the output when the program did not do its work. */
export const measure = async (side: Side): Promise<Cost> => {
  await side.before?.()
  const out = mkdtempSync(join(tmpdir(), 'diffkit-bench-run-'))
  try {
    const { code, server } = await finishBesideServer(side, out)
    const text = (name: string): string => readFileSync(join(out, name), 'utf8')
    requireDone(side, code, `${text('stdout')}\n${text('stderr')}`)
    const [wall = 0, user = 0, system = 0] = text('time').trim().split(/\s+/).map(Number)
    const hooks = readHooks(out)
    const unwaited = hooks.reduce((sum, item) => sum + item.unwaited, 0)
    const peak = Math.max(0, ...hooks.map(({ memory }) => memory))
    return { cpu: user + system + unwaited + server, server, wall, peak }
  } finally {
    rmSync(out, { recursive: true, force: true })
  }
}

const median = (numbers: readonly number[]): number => {
  const sorted = numbers.toSorted((a, b) => a - b)
  const [low, high] = [sorted[(sorted.length - 1) >> 1] ?? 0, sorted[sorted.length >> 1] ?? 0]
  return (low + high) / 2
}

/** Of each number the median. */
export const medianCost = (costs: readonly Cost[]): Cost => ({
  cpu: median(costs.map(({ cpu }) => cpu)),
  server: median(costs.map(({ server }) => server)),
  wall: median(costs.map(({ wall }) => wall)),
  peak: median(costs.map(({ peak }) => peak)),
})
