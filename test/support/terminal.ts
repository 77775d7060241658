/** A command on a pseudo-terminal: what it shows, and keys for it. */
import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { stripVTControlCharacters } from 'node:util'
import { bin } from './project.ts'

export interface Terminal {
  /** Resolves once the text is shown, after all that was waited for before. */
  shows(text: string): Promise<void>
  /** All that was shown so far, in plain text. */
  shown(): string
  press(keys: string): void
  /** The exit code, once it has ended. */
  ended(): Promise<number>
}

export const CTRL_C = '\u0003'

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

/** A new terminal is zero columns wide. */
const command = (args: readonly string[]): string =>
  `stty cols 120 rows 40 && exec ${[process.execPath, bin, ...args].map(quote).join(' ')}`

/** `script` of util-linux opens the terminal; that of BSD and macOS takes the command as arguments. */
const scriptArguments = (args: readonly string[]): readonly string[] =>
  process.platform === 'linux'
    ? ['-qefc', command(args), '/dev/null']
    : ['-q', '/dev/null', 'sh', '-c', command(args)]

/** Starts the command line in a folder, on a terminal of its own. */
export const openTerminal = (folder: string, args: readonly string[]): Terminal => {
  const child = spawn('script', scriptArguments(args), {
    cwd: folder,
    env: { ...process.env, TERM: 'xterm', NO_COLOR: '1', CI: '' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let shown = ''
  let seen = 0
  child.stdout.setEncoding('utf8')
  child.stdout.on('data', (chunk: string) => (shown += chunk))
  const code = new Promise<number>((done, fail) => {
    child.on('error', fail)
    child.on('close', (status) => done(status ?? -1))
  })
  return {
    shows: async (text) => {
      const end = Date.now() + 20_000
      for (;;) {
        const plain = stripVTControlCharacters(shown)
        const at = plain.indexOf(text, seen)
        if (at >= 0) {
          seen = at + text.length
          return
        }
        if (Date.now() > end) throw new Error(`the terminal never shows ${text}:\n${plain}`)
        await sleep(20)
      }
    },
    shown: () => stripVTControlCharacters(shown),
    press: (keys) => void child.stdin.write(keys),
    ended: () => code,
  }
}
