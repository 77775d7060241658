/** What a command answers, and how it reaches the terminal. */
import { isDiffkitError } from '../errors.ts'

export interface Report {
  /** 0: done, or yes. 1: no. */
  readonly exitCode: 0 | 1
  readonly json: unknown
  /** Lines for people, on standard output. */
  readonly text: readonly string[]
}

/** A report of either kind. */
export interface Outcome {
  readonly exitCode: number
  readonly json: unknown
  readonly text: readonly string[]
}

/** Where output goes; the terminal, or a test's arrays. */
export interface Output {
  out(text: string): void
  err(text: string): void
  /** Whether standard error is a terminal. */
  readonly isTerminal: boolean
}

export interface ErrorReport {
  readonly exitCode: 2 | 3 | 130
  readonly json: { readonly error: { code: string; message: string; hint: string } }
  readonly text: readonly string[]
}

/** A known error is a paragraph; anything else is a bug, with its stack. */
export const reportError = (error: unknown): ErrorReport => {
  if (isDiffkitError(error)) {
    const { code, message, hint } = error
    const exitCode = error.code === 'INTERRUPTED' ? 130 : 2
    return { exitCode, json: { error: { code, message, hint } }, text: [message, hint] }
  }
  const message = error instanceof Error ? error.message : String(error)
  const hint = 'This is a bug in diffkit: please report it with the lines above.'
  const stack = error instanceof Error ? (error.stack ?? message) : message
  return { exitCode: 3, json: { error: { code: 'BUG', message, hint } }, text: [stack, hint] }
}

/** A failure as it is written: on standard output as JSON, else on standard error. */
export const errorText = ({ json, text }: ErrorReport, isJson: boolean): string =>
  isJson ? `${JSON.stringify(json, null, 2)}\n` : `error: ${text.join('\n')}\n`
