// Preloaded into the command line: ends the process, as `kill -9` does, just before or after the statement
// that DIFFKIT_KILL_AT counts, or lets the database file grow no further.
import { createRequire } from 'node:module'
import { join } from 'node:path'

const Database = createRequire(join(process.cwd(), 'x.js'))('better-sqlite3')
const at = Number(process.env['DIFFKIT_KILL_AT'] ?? 0)
const pages = process.env['DIFFKIT_MAX_PAGES']
let count = 0
let writes = false

const { exec } = Database.prototype
/** @param {string} sql */
Database.prototype.exec = function (sql) {
  if (this.memory) return exec.call(this, sql)
  writes ||= sql.startsWith('BEGIN IMMEDIATE')
  if (!writes) return exec.call(this, sql)
  if (pages !== undefined && sql.startsWith('BEGIN')) this.pragma(`max_page_count = ${pages}`)
  count++
  if (count === at) process.kill(process.pid, 'SIGKILL')
  const result = exec.call(this, sql)
  return result
}
