/** A PostgreSQL server of our own, whose CPU can be read. */
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { startEmbeddedPostgres } from '../src/runtime/scratch/embedded-postgres.ts'

export interface Server {
  /** The address of a database; it need not exist. */
  url(database: string): string
  /** A new, empty database; its name. */
  create(): Promise<string>
  /** Makes the database anew, empty. */
  empty(database: string): Promise<void>
  /** CPU seconds of all its processes so far, once those that served a client have ended. */
  cpu(): Promise<number>
  /** How many statements `work` sends to the server, from all its clients. */
  statements(work: () => Promise<unknown>): Promise<number>
  stop(): Promise<void>
}

const TICKS = 100

const childrenOf = (pid: number): readonly number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .filter((item) => item !== '')
    .map(Number)

/** User and system time of a process, and of its children that have ended. */
const ticksOf = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  return fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
}

const SETTLE_MS = 10_000

/** A client's process ends after the client has: until then its time is in no sum. */
const settle = async (postmaster: number, own: number): Promise<void> => {
  const deadline = Date.now() + SETTLE_MS
  while (childrenOf(postmaster).length > own && Date.now() < deadline) await sleep(5)
}

/** Starts the server; `own` processes are those that it has with no client. */
export const startServer = async (name = 'embedded-postgres'): Promise<Server> => {
  const server = await startEmbeddedPostgres({ package: name })
  const folder = new URL(server.url('postgres')).searchParams.get('host') ?? ''
  const postmaster = Number(
    readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0],
  )
  // The server starts its own processes in the first moments.
  await sleep(500)
  const own = childrenOf(postmaster).length
  const administer = async (...statements: readonly string[]): Promise<void> => {
    const client = new pg.Client({ connectionString: server.url('postgres') })
    await client.connect()
    for (const sql of statements) await client.query(sql)
    await client.end()
    await settle(postmaster, own)
  }
  const log = (): string => readFileSync(join(folder, 'log'), 'utf8')
  return {
    url: (database) => server.url(database),
    create: async () => {
      const name = `bench_${randomBytes(4).toString('hex')}`
      await administer(`CREATE DATABASE ${name}`)
      return name
    },
    empty: (database) =>
      administer(`DROP DATABASE ${database} WITH (FORCE)`, `CREATE DATABASE ${database}`),
    cpu: async () => {
      await settle(postmaster, own)
      const all = [postmaster, ...childrenOf(postmaster)]
      return all.reduce((sum, pid) => sum + ticksOf(pid), 0) / TICKS
    },
    statements: async (work) => {
      await administer("ALTER SYSTEM SET log_statement = 'all'", 'SELECT pg_reload_conf()')
      await sleep(200)
      const from = log().length
      await work()
      const text = log().slice(from)
      await administer('ALTER SYSTEM RESET log_statement', 'SELECT pg_reload_conf()')
      await sleep(200)
      return [...text.matchAll(/LOG: {2}(?:statement|execute [^:]*): /g)].length
    },
    stop: () => server.stop(),
  }
}
