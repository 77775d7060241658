/** The command line: argv → command → report → exit code. */
import { watchEnd } from './early-end.ts'
import { runProgram } from './program.ts'

const LINGER_MS = 2000

const { stdout, stderr } = process
const args = process.argv.slice(2)

/** Standard output is the answer's alone: what modules of the user print goes to the other stream. */
const answer = stdout.write.bind(stdout)
stdout.write = stderr.write.bind(stderr)

const output = {
  out: (text: string) => answer(text),
  err: (text: string) => stderr.write(text),
  isTerminal: stderr.isTTY === true,
}

/** What is written must come out before the process is ended. */
const leave = (note: string): void => {
  answer('', () => stderr.write(note, () => process.exit()))
}

/** A connection or a timer of the user's modules keeps the process. */
const leaveOpen = (): void => {
  const note = 'note: what was loaded keeps something open (a connection, a timer): ended here\n'
  leave(args.includes('--quiet') ? '' : note)
}

const ended = watchEnd(args.includes('--json'))
void runProgram(args, output).then((code) => {
  ended()
  process.exitCode = code
  // After a failure nothing that still goes on is wanted.
  if (code > 1) leave('')
  else setTimeout(leaveOpen, LINGER_MS).unref()
})
