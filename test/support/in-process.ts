/** The command line run in the test's own process: the same program, without the start of another. */
import { runProgram } from '../../src/cli/program.ts'
import type { Project, Ran } from './project.ts'

/** Runs one command line in a project. Relative paths on it are those of the test's working directory. */
export const runInProcess = async (app: Project, args: readonly string[]): Promise<Ran> => {
  let [stdout, stderr] = ['', '']
  const code = await runProgram(['--config', app.path('diffkit.config.ts'), ...args], {
    out: (text) => void (stdout += text),
    err: (text) => void (stderr += text),
    isTerminal: false,
  })
  return { code, stdout, stderr, json: () => JSON.parse(stdout) }
}

/** The same project, whose commands run in this process. */
export const inProcess = (app: Project): Project => {
  const run = (...args: readonly string[]): Promise<Ran> => runInProcess(app, args)
  return {
    ...app,
    run,
    ok: async (...args) => {
      const ran = await run(...args)
      if (ran.code === 0) return ran
      throw new Error(`diffkit ${args.join(' ')} exits ${ran.code}\n${ran.stdout}\n${ran.stderr}`)
    },
  }
}
