/** The command line: argv → command → report → exit code. */
import { runProgram } from './program.ts'

process.exitCode = await runProgram(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  isTerminal: process.stderr.isTTY === true,
})
