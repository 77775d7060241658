/** Around every command: how it talks, where its answer goes, which exit code it ends with. */
import type { Talk } from '../commands/environment.ts'
import { DiffkitError } from '../errors.ts'
import { orThrownBeside } from './early-end.ts'
import { flag, listOption, textOption } from './invocation.ts'
import type { Invocation } from './invocation.ts'
import { progress } from './progress.ts'
import { errorText, reportError } from './report.ts'
import type { Outcome, Output, Report } from './report.ts'

interface Typed {
  /** What `--format` takes. */
  readonly formats: readonly string[]
  readonly args: readonly unknown[]
  readonly options: Readonly<Record<string, unknown>>
}

interface Tools {
  readonly output: Output
  readonly run: (invocation: Invocation) => Promise<Report>
}

const talkOf = (options: Typed['options'], output: Output, signal: AbortSignal): Talk => ({
  note: (message) => {
    if (!flag(options, 'quiet')) output.err(`${message}\n`)
  },
  warn: (message) => output.err(`warning: ${message}\n`),
  statement: ({ sql }) => {
    if (flag(options, 'verbose')) output.err(`${sql};\n`)
  },
  working: flag(options, 'quiet') || !output.isTerminal ? () => {} : progress(output),
  signal,
})

const formatOf = (options: Typed['options']): string => {
  const format = textOption(options, 'format') ?? 'text'
  return flag(options, 'json') ? 'json' : format
}

const requireFormat = (format: string, formats: readonly string[]): void => {
  if (!formats.includes(format)) throw new DiffkitError('FORMAT_UNKNOWN', { format, formats })
}

const write = (output: Output, report: Outcome, json: boolean): void => {
  if (json) output.out(`${JSON.stringify(report.json, null, 2)}\n`)
  else if (report.text.length > 0) output.out(`${report.text.join('\n')}\n`)
}

const runAsked = async (invocation: Invocation, run: Tools['run']): Promise<Outcome> => {
  if (!flag(invocation.options, 'allDbs')) return run(invocation)
  const { onEveryDatabase } = await import('./every-database.ts')
  return onEveryDatabase(invocation, run)
}

/** Runs a command and reports; never throws. */
export const invoke = async (typed: Typed, { output, run }: Tools): Promise<number> => {
  const controller = new AbortController()
  const onInterrupt = (): void => controller.abort()
  process.once('SIGINT', onInterrupt)
  const { options } = typed
  const format = formatOf(options)
  const json = format === 'json'
  try {
    requireFormat(format, typed.formats)
    const invocation: Invocation = {
      ...typed,
      globals: {
        cwd: process.cwd(),
        config: textOption(options, 'config') ?? undefined,
        db: textOption(options, 'db') ?? undefined,
        url: textOption(options, 'url') ?? undefined,
        set: listOption(options, 'set'),
        wait: textOption(options, 'wait') ?? undefined,
      },
      talk: talkOf(options, output, controller.signal),
      json,
      format,
    }
    const report = await orThrownBeside(() => runAsked(invocation, run))
    write(output, report, json)
    return report.exitCode
  } catch (error) {
    const known = controller.signal.aborted ? new DiffkitError('INTERRUPTED', {}) : error
    const report = reportError(known)
    ;(json ? output.out : output.err)(errorText(report, json))
    return report.exitCode
  } finally {
    process.removeListener('SIGINT', onInterrupt)
  }
}
