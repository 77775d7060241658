/** A script as `psql` runs it: statement by statement, and no further than the first error. */
import { spawnSync } from 'node:child_process'
import pg from 'pg'

const hasShell = spawnSync('psql', ['--version']).status === 0

export interface ScriptRun {
  readonly failed: boolean
  readonly output: string
}

/** Statements end at a semicolon that ends a line, outside of a block. */
const statementsOf = (script: string): readonly string[] => {
  const lines = script.split('\n').filter((line) => !/^(?:\\|--|$)/.test(line))
  const statements: string[] = []
  let open: string[] = []
  for (const line of lines) {
    open.push(line)
    const inBlock = (open.join('\n').match(/\$diffkit\$/g)?.length ?? 0) % 2 === 1
    if (inBlock || !line.endsWith(';')) continue
    statements.push(open.join('\n'))
    open = []
  }
  return statements
}

/** The same over a connection of this process, which may serve it, too. */
export const runOverClient = async (url: string, script: string): Promise<ScriptRun> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const statement of statementsOf(script)) await client.query(statement)
    return { failed: false, output: '' }
  } catch (error) {
    return { failed: true, output: String(error) }
  } finally {
    await client.end()
  }
}

export const runPsql = async (url: string, script: string): Promise<ScriptRun> => {
  if (!hasShell) return runOverClient(url, script)
  const { status, stdout, stderr } = spawnSync('psql', ['-X', '-q', '-d', url], {
    input: script,
    encoding: 'utf8',
  })
  return { failed: status !== 0, output: stdout + stderr }
}
