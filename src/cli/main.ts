/** The command line: argv → command → report → exit code. */
import { runProgram } from './program.ts'

const output = {
  out: (text: string) => process.stdout.write(text),
  err: (text: string) => process.stderr.write(text),
  isTerminal: process.stderr.isTTY === true,
}

void runProgram(process.argv.slice(2), output).then((code) => {
  process.exitCode = code
  setTimeout(leave, LINGER_MS).unref()
})

const LINGER_MS = 2000

/** A connection or a timer of the user's modules keeps the process; what is written must come out before it is ended. */
const leave = (): void => {
  const note = 'note: what was loaded keeps something open (a connection, a timer): ended here\n'
  const last = process.argv.includes('--quiet') ? '' : note
  process.stdout.write('', () => process.stderr.write(last, () => process.exit()))
}
