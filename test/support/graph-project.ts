/** A project whose migrations hang together as a graph says: each makes a table of its name. */
import { existsSync, rmSync } from 'node:fs'
import Database from 'better-sqlite3'
import { migration } from './branches.ts'
import { runInProcess } from './in-process.ts'
import { project, sqliteConfig } from './project.ts'
import type { Project } from './project.ts'
import { query } from './postgres.ts'

/** `d2<c2`, `c2<b dep c1 @lib`: a revision, its parents, what it depends on, its labels. */
export type GraphText = string

interface Parsed {
  readonly id: string
  readonly down: readonly string[]
  readonly deps: readonly string[]
  readonly labels: readonly string[]
}

const listOf = (text: string | undefined): readonly string[] =>
  text === undefined || text === '' ? [] : text.split(',')

const parse = (text: string): readonly Parsed[] =>
  text.split(';').map((item) => {
    const [, id = '', down, deps, labels] =
      /^(\w+)(?:<([\w,]+))?(?: dep ([\w,]+))?(?: @([\w,]+))?$/.exec(item.trim()) ?? []
    if (id === '') throw new Error(`${item} is no revision`)
    return { id, down: listOf(down), deps: listOf(deps), labels: listOf(labels) }
  })

const textOf = ({ id, down, deps, labels }: Parsed): string => {
  const [only = null, ...others] = down
  const header = [
    ...(deps.length === 0 ? [] : [`export const dependsOn = ${JSON.stringify(deps)}`]),
    ...(labels.length === 0 ? [] : [`export const branchLabels = ${JSON.stringify(labels)}`]),
  ].join('\n')
  return migration(id, others.length === 0 ? only : down, {
    header,
    upgrade: `op.createTable({ name: 't_${id}', columns: [{ name: 'id', type: 'integer' }] })`,
    downgrade: `op.dropTable('t_${id}')`,
  })
}

/** What a command comes to: the revisions it ran, and what is recorded then; or an error's code. */
export interface Came {
  readonly ran: readonly string[]
  readonly to: readonly string[]
}

export interface GraphProject {
  readonly app: Project
  /** Runs one command line in this process; answers its JSON. */
  // oxlint-disable-next-line typescript/no-explicit-any -- documents of many shapes
  json(...args: readonly string[]): Promise<any>
  upgrade(target: string): Promise<Came | string>
  downgrade(target: string): Promise<Came | string>
  /** An empty database, upgraded to these one after the other. */
  at(...targets: readonly string[]): Promise<void>
  /** The rows of the version table. */
  rows(): Promise<readonly string[]>
  execute(sql: string): Promise<void>
}

interface Kept {
  clear(): Promise<void>
  query(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>
  readonly tables: string
}

const sqliteKept = (app: Project): Kept => {
  const file = app.path('app.db')
  return {
    clear: async () => {
      if (existsSync(file)) rmSync(file)
    },
    query: async (sql) => {
      const database = new Database(file)
      try {
        const statement = database.prepare<[], Record<string, unknown>>(sql)
        if (statement.reader) return statement.all()
        statement.run()
        return []
      } finally {
        database.close()
      }
    },
    tables: "SELECT name FROM sqlite_schema WHERE name GLOB 't_*' ORDER BY 1",
  }
}

const postgresKept = (url: string): Kept => ({
  clear: async () => {
    await query(url, 'DROP SCHEMA public CASCADE; CREATE SCHEMA public')
  },
  query: (sql) => query(url, sql),
  tables: String.raw`SELECT tablename AS name FROM pg_tables WHERE tablename LIKE 't\_%' ORDER BY 1`,
})

/** Makes the project; on SQLite, or on the PostgreSQL database of the configuration. */
export const graphProject = async (
  text: GraphText,
  postgres: { readonly config: string; readonly url: string } | null = null,
): Promise<GraphProject> => {
  const revisions = parse(text)
  const files = revisions.map((item, index): readonly [string, string] => [
    `migrations/${String(index).padStart(4, '0')}_${item.id}.ts`,
    textOf(item),
  ])
  const app = await project({
    'diffkit.config.ts': postgres?.config ?? sqliteConfig,
    ...Object.fromEntries(files),
  })
  const kept = postgres === null ? sqliteKept(app) : postgresKept(postgres.url)
  const json: GraphProject['json'] = async (...args) =>
    (await runInProcess(app, [...args, '--json'])).json()
  const rows = async (): Promise<readonly string[]> =>
    (await kept.query('SELECT revision FROM diffkit_version ORDER BY 1')).map((row) =>
      String(row['revision']),
    )
  /** The tables that are there are those of what was run, and nothing else has moved. */
  const requireTables = async (current: readonly string[]): Promise<void> => {
    const byId = new Map(revisions.map((item) => [item.id, item]))
    const ids = new Set(current)
    for (const id of ids) {
      const { down = [], deps = [] } = byId.get(id) ?? {}
      const named = deps.map(
        (name) => revisions.find(({ labels }) => labels.includes(name))?.id ?? name,
      )
      for (const parent of [...down, ...named]) ids.add(parent)
    }
    const found = (await kept.query(kept.tables)).map((row) => String(row['name']))
    const wanted = [...ids].map((id) => `t_${id}`).toSorted()
    if (found.join() !== wanted.join()) {
      throw new Error(`the database at ${current.join()} has the tables ${found.join()}`)
    }
  }
  const run = async (direction: string, target: string): Promise<Came | string> => {
    const { revisions: ran, to, error } = await json(direction, target)
    if (error !== undefined) return String(error.code)
    await requireTables(to)
    const recorded = await rows().catch(() => [])
    if (to.toSorted().join() !== recorded.join()) throw new Error(`recorded: ${recorded.join()}`)
    return {
      ran: ran.map((item: { readonly revision: string }) => item.revision),
      to: to.toSorted(),
    }
  }
  return {
    app,
    json,
    upgrade: (target) => run('upgrade', target),
    downgrade: (target) => run('downgrade', target),
    at: async (...targets) => {
      await kept.clear()
      for (const target of targets) {
        const came = await run('upgrade', target)
        if (typeof came === 'string') throw new Error(`${target}: ${came}`)
      }
    },
    rows,
    execute: async (sql) => {
      await kept.query(sql)
    },
  }
}
