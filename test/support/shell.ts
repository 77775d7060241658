/** The `sqlite3` shell, as far as scripts of diffkit use it; the real one where the machine has it. */
import { spawnSync } from 'node:child_process'
import Database from 'better-sqlite3'

const hasShell = spawnSync('sqlite3', ['--version']).status === 0

export interface ShellRun {
  readonly failed: boolean
  readonly output: string
}

/** Runs a script that begins with `.bail on`: it stops at the first error. */
export const runScript = (file: string, script: string): ShellRun => {
  if (hasShell) {
    const { status, stdout, stderr } = spawnSync('sqlite3', [file], {
      input: script,
      encoding: 'utf8',
    })
    return { failed: status !== 0, output: stdout + stderr }
  }
  const database = new Database(file)
  const lines = script.split('\n').filter((line) => !line.startsWith('.'))
  try {
    // The shell's own default.
    database.pragma('foreign_keys = OFF')
    database.exec(lines.join('\n'))
    return { failed: false, output: '' }
  } catch (error) {
    return { failed: true, output: String(error) }
  } finally {
    // A transaction that is open is rolled back, as the shell does when it ends.
    database.close()
  }
}
