/** A PostgreSQL server of our own: started on a Unix socket, gone without a trace when it stops. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { chmod, chown, lstat, mkdir, mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DiffkitError } from '../../errors.ts'
import { asUser, findBinaries, ownerId, reachable, serverUser } from './embedded-binaries.ts'
import type { ServerUser } from './embedded-binaries.ts'
import { markOwner, reapOrphans, serverPid } from './embedded-orphans.ts'
import { copyTemplate, findTemplate } from './embedded-template.ts'

export interface EmbeddedOptions {
  /** The npm package that brings the server; another major stands under another alias. */
  readonly package?: string
}

/** A running server. `url` answers the address of a database, which need not exist yet. */
export interface EmbeddedPostgres {
  readonly version: { readonly major: number }
  url(database: string): string
  /** Ends the server and removes all that it wrote. */
  stop(): Promise<void>
}

interface Server {
  readonly folder: string
  readonly data: string
  readonly child: ChildProcess
  readonly ended: Promise<void>
}

const SETTINGS = {
  listen_addresses: '',
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  autovacuum: 'off',
  jit: 'off',
  shared_buffers: '16MB',
  max_connections: '60',
  // A downgrade may drop thousands of tables in one transaction.
  max_locks_per_transaction: '1024',
  max_wal_size: '64MB',
  min_wal_size: '2MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  timezone: 'UTC',
  log_timezone: 'UTC',
}
const START_SECONDS = 60

/** The folder of templates and running servers; nobody else can have made it. */
const findCache = async (): Promise<string> => {
  const cache = join(tmpdir(), `diffkit-postgres-${ownerId()}`)
  await mkdir(cache, { recursive: true, mode: 0o755 })
  const made = await lstat(cache)
  const ours = process.getuid === undefined || made.uid === process.getuid()
  if (!made.isDirectory() || !ours) {
    const output = `${cache} belongs to another user`
    throw new DiffkitError('EMBEDDED_POSTGRES_FAILED', { step: 'start', output })
  }
  return cache
}

const makeRunFolder = async (cache: string, user: ServerUser | null): Promise<string> => {
  const folder = await mkdtemp(join(cache, 'run-'))
  await markOwner(folder)
  await chmod(folder, 0o700)
  if (user !== null) await chown(folder, user.uid, user.gid)
  return folder
}

const launch = async (
  program: string,
  folder: string,
  user: ServerUser | null,
): Promise<Server> => {
  const data = join(folder, 'data')
  const log = await open(join(folder, 'log'), 'w')
  const settings = { ...SETTINGS, unix_socket_directories: folder }
  const child = spawn(
    program,
    ['-D', data, ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])],
    { ...asUser(user), cwd: '/', detached: true, stdio: ['ignore', log.fd, log.fd] },
  )
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  await log.close()
  child.unref()
  return { folder, data, child, ended }
}

/** The server writes its state into the eighth line of its lock file, as pg_ctl reads it. */
const isReady = (data: string): boolean => {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
    return lines[7]?.trim() === 'ready'
  } catch {
    return false
  }
}

const awaitReady = async (server: Server): Promise<void> => {
  const deadline = Date.now() + START_SECONDS * 1000
  while (!isReady(server.data)) {
    if (server.child.exitCode !== null || Date.now() > deadline) {
      const output = await readFile(join(server.folder, 'log'), 'utf8').catch(() => '')
      await stop(server)
      throw new DiffkitError('EMBEDDED_POSTGRES_FAILED', { step: 'start', output })
    }
    await sleep(10)
  }
}

/** An immediate shutdown: the server ends its own processes and frees its shared memory. */
const quit = (server: Server): void => {
  if (server.child.exitCode === null && server.child.signalCode === null) {
    server.child.kill('SIGQUIT')
  }
}

const stop = async (server: Server): Promise<void> => {
  server.child.ref()
  quit(server)
  await Promise.race([server.ended, sleep(5000, undefined, { ref: false })])
  server.child.kill('SIGKILL')
  await rm(server.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
}

const running = new Set<Server>()

const stopAllNow = (): void => {
  for (const server of running) quit(server)
  const pause = new Int32Array(new SharedArrayBuffer(4))
  for (const server of running) {
    for (let waited = 0; waited < 100 && serverPid(server.data) !== null; waited++) {
      Atomics.wait(pause, 0, 0, 10)
    }
    rmSync(server.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
  }
  running.clear()
}

const onSignal = (signal: NodeJS.Signals): void => {
  stopAllNow()
  // With no other listener the signal would have ended the process, and so it still does.
  process.removeListener(signal, onSignal)
  if (process.listenerCount(signal) === 0) process.kill(process.pid, signal)
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

const watch = (server: Server): void => {
  if (running.size === 0) {
    process.on('exit', stopAllNow)
    for (const signal of SIGNALS) process.on(signal, onSignal)
  }
  running.add(server)
}

const unwatch = (server: Server): void => {
  running.delete(server)
  if (running.size > 0) return
  process.removeListener('exit', stopAllNow)
  for (const signal of SIGNALS) process.removeListener(signal, onSignal)
}

/** Starts a server of an npm package; it ends with this process at the latest. */
export const startEmbeddedPostgres = async (
  options: EmbeddedOptions = {},
): Promise<EmbeddedPostgres> => {
  const binaries = await findBinaries(options.package ?? 'embedded-postgres')
  const [cache, user] = [await findCache(), await serverUser()]
  await reapOrphans(cache)
  const folder = await reachable(binaries, user, cache)
  const template = await findTemplate({ server: folder, user, cache, release: binaries.release })
  const place = await makeRunFolder(cache, user)
  await copyTemplate(template, join(place, 'data'), user)
  const server = await launch(join(folder, 'bin', 'postgres'), place, user)
  watch(server)
  await awaitReady(server).catch((error: unknown) => {
    unwatch(server)
    throw error
  })
  return {
    version: { major: Number.parseInt(binaries.release, 10) },
    url: (database) =>
      `postgresql:///${encodeURIComponent(database)}?host=${encodeURIComponent(place)}&user=postgres`,
    stop: async () => {
      await stop(server)
      unwatch(server)
    },
  }
}
