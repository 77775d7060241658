// Preloaded into the command line: ends the process, as `kill -9` does, just before the query that
// DIFFKIT_KILL_AT counts, or that begins with DIFFKIT_KILL_BEFORE; queries count from the first that writes the log.
import { createRequire } from 'node:module'
import { join } from 'node:path'

const { Client } = createRequire(join(process.cwd(), 'x.js'))('pg')
const at = Number(process.env['DIFFKIT_KILL_AT'] ?? 0)
const text = process.env['DIFFKIT_KILL_BEFORE']
let count = 0
let writes = false

const { query } = Client.prototype
/** @param {unknown[]} args */
Client.prototype.query = function (...args) {
  const [first] = args
  const sql = typeof first === 'string' ? first : String(Reflect.get(Object(first), 'text') ?? '')
  writes ||= /^INSERT INTO "?diffkit_log/.test(sql)
  if (writes) count++
  if (writes && (count === at || (text !== undefined && sql.startsWith(text))))
    process.kill(process.pid, 'SIGKILL')
  return query.apply(this, args)
}
