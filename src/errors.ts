/** Every known error: a code, its data, and the sentences for people, which stand in errors/. */
import { databasesSentences } from './errors/databases.ts'
import { historySentences } from './errors/history.ts'
import { migrationsSentences } from './errors/migrations.ts'
import { modelsSentences } from './errors/models.ts'
import { schemaSentences } from './errors/schema.ts'
import { usageSentences } from './errors/usage.ts'
import type { Sentence } from './errors/sentence.ts'

export const sentences = {
  ...schemaSentences,
  ...modelsSentences,
  ...historySentences,
  ...migrationsSentences,
  ...databasesSentences,
  ...usageSentences,
} as const satisfies Record<string, (data: never) => Sentence>

export type ErrorCode = keyof typeof sentences
export type ErrorData<C extends ErrorCode> = Parameters<(typeof sentences)[C]>[0]

/** A known error: something a person can understand and mend. */
export class DiffkitError<C extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'DiffkitError'
  readonly code: C
  readonly data: ErrorData<C>
  readonly hint: string

  constructor(code: C, data: ErrorData<C>, options?: { readonly cause?: unknown }) {
    const sentence: (data: ErrorData<C>) => Sentence = sentences[code] as (
      data: ErrorData<C>,
    ) => Sentence
    const { message, hint } = sentence(data)
    super(message, options)
    this.code = code
    this.data = data
    this.hint = hint
  }
}

/** Whether it is one, be it of another copy: the command line has one, and what the user's files import another. */
export const isDiffkitError = (error: unknown): error is DiffkitError =>
  error instanceof DiffkitError ||
  (error instanceof Error && error.name === 'DiffkitError' && 'code' in error && 'hint' in error)
