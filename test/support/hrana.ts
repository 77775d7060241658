/**
 * A libSQL server for tests: the Hrana protocol over HTTP, version 2, over a real SQLite file. Each stream is
 * a connection of its own. https://github.com/tursodatabase/libsql/blob/main/docs/HTTP_V2_SPEC.md
 */
import { createServer } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { randomUUID } from 'node:crypto'
import Database from 'better-sqlite3'
import { onTestFinished } from 'vitest'

export interface HranaOptions {
  readonly file: string
  readonly token?: string
  /** Refuses nothing, and leaves foreign keys on whatever a client says: what D1 does. */
  readonly foreignKeysStayOn?: boolean
}

interface Value {
  readonly type: 'null' | 'integer' | 'float' | 'text' | 'blob'
  readonly value?: string | number
  readonly base64?: string
}

interface Statement {
  readonly sql?: string
  readonly sql_id?: number
  readonly args?: readonly Value[]
}

interface Condition {
  readonly type: 'ok' | 'error' | 'not' | 'and' | 'or'
  readonly step?: number
  readonly cond?: Condition
  readonly conds?: readonly Condition[]
}

interface Request extends Statement {
  readonly type: string
  readonly stmt?: Statement
  readonly batch?: {
    readonly steps: readonly { readonly stmt: Statement; readonly condition?: Condition }[]
  }
}

interface Stream {
  readonly database: Database.Database
  readonly texts: Map<number, string>
}

const toHrana = (value: unknown): Value => {
  if (typeof value === 'bigint') return { type: 'integer', value: String(value) }
  if (typeof value === 'number') return { type: 'float', value }
  if (typeof value === 'string') return { type: 'text', value }
  if (value instanceof Buffer) return { type: 'blob', base64: value.toString('base64') }
  return { type: 'null' }
}

const fromHrana = ({ type, value, base64 }: Value): unknown => {
  if (type === 'integer') return BigInt(value ?? 0)
  if (type === 'blob') return Buffer.from(base64 ?? '', 'base64')
  return type === 'null' ? null : value
}

const errorOf = (error: unknown) => ({
  message: error instanceof Error ? error.message : String(error),
  code: error instanceof Error && 'code' in error ? String(error.code) : 'SQLITE_UNKNOWN',
})

const open = ({ file, foreignKeysStayOn = false }: HranaOptions) => {
  const allowed = (sql: string): string =>
    foreignKeysStayOn ? sql.replaceAll(/PRAGMA foreign_keys = \w+/gi, 'SELECT 1') : sql
  const textOf = ({ sql, sql_id }: Statement, { texts }: Stream): string => {
    const text = allowed(sql ?? texts.get(sql_id ?? -1) ?? '')
    // As libsql-server does. https://github.com/tursodatabase/libsql: query_analysis.rs
    if (/PRAGMA legacy_alter_table =/i.test(text)) throw new Error(`unsupported statement: ${text}`)
    return text
  }

  const executeOne = (statement: Statement, stream: Stream) => {
    const prepared = stream.database.prepare(textOf(statement, stream)).safeIntegers()
    const values = (statement.args ?? []).map(fromHrana)
    if (!prepared.reader) {
      const { changes, lastInsertRowid } = prepared.run(...values)
      const last_insert_rowid = String(lastInsertRowid)
      return { cols: [], rows: [], affected_row_count: changes, last_insert_rowid }
    }
    const cols = prepared.columns().map(({ name, type }) => ({ name, decltype: type }))
    const rows = prepared.raw().all(...values) as readonly (readonly unknown[])[]
    return { cols, rows: rows.map((row) => row.map(toHrana)), affected_row_count: 0 }
  }

  const executeBatch = ({ steps }: NonNullable<Request['batch']>, stream: Stream) => {
    const step_results: unknown[] = []
    const step_errors: unknown[] = []
    const holds = (condition: Condition | undefined): boolean => {
      if (condition === undefined) return true
      const { type, step = -1, cond, conds = [] } = condition
      if (type === 'ok') return step_results[step] !== null
      if (type === 'error') return step_errors[step] !== null
      if (type === 'not') return !holds(cond)
      return type === 'and' ? conds.every(holds) : conds.some(holds)
    }
    for (const { stmt, condition } of steps) {
      let [result, error]: unknown[] = [null, null]
      try {
        if (holds(condition)) result = executeOne(stmt, stream)
      } catch (cause) {
        error = errorOf(cause)
      }
      step_results.push(result)
      step_errors.push(error)
    }
    return { step_results, step_errors }
  }

  const answer = (request: Request, stream: Stream): object => {
    if (request.type === 'execute') return { result: executeOne(request.stmt ?? {}, stream) }
    if (request.type === 'batch') {
      return { result: executeBatch(request.batch ?? { steps: [] }, stream) }
    }
    if (request.type === 'sequence') stream.database.exec(textOf(request, stream))
    if (request.type === 'store_sql') stream.texts.set(request.sql_id ?? -1, request.sql ?? '')
    if (request.type === 'close') stream.database.close()
    return {}
  }
  return {
    stream: (): Stream => ({ database: new Database(file, { timeout: 50 }), texts: new Map() }),
    answer: (request: Request, stream: Stream) => {
      try {
        return { type: 'ok', response: { type: request.type, ...answer(request, stream) } }
      } catch (cause) {
        return { type: 'error', error: errorOf(cause) }
      }
    },
  }
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) text += chunk
  return text
}

/** Serves the file until the test ends; answers the URL for `libsql:`. */
export const serveLibsql = async (options: HranaOptions): Promise<string> => {
  const engine = open(options)
  const streams = new Map<string, Stream>()
  const server = createServer(async (request, response) => {
    const granted = options.token === undefined || `Bearer ${options.token}`
    if (granted !== true && request.headers.authorization !== granted) {
      response.writeHead(401).end('Unauthorized')
      return
    }
    const { baton, requests } = JSON.parse(await bodyOf(request))
    const stream = streams.get(baton) ?? engine.stream()
    streams.delete(baton)
    const results = requests.map((item: Request) => engine.answer(item, stream))
    const next = stream.database.open ? randomUUID() : null
    if (next !== null) streams.set(next, stream)
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ baton: next, base_url: null, results }))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => {
    for (const { database } of streams.values()) database.close()
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : ''
  return `libsql://127.0.0.1:${port}?tls=0`
}
