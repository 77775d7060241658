/** What goes wrong with a migration, written or run. */
import { at } from './sentence.ts'
import type { AtFile, Sentence } from './sentence.ts'

export const migrationsSentences = {
  MIGRATION_INVALID: (data: AtFile & { problem: string; hint?: string | undefined }): Sentence => ({
    message: `The migration ${at(data)} cannot be used: ${data.problem}.`,
    hint: data.hint ?? 'Correct the file; `diffkit revision --empty` writes one to compare with.',
  }),
  AGAINST_DOES_NOT_FIT: (data: { against: string }): Sentence => ({
    message: `What ${data.against} holds differs from the history in more than the models ask for, so no migration leads from the history to the models by way of it.`,
    hint: 'See the difference with `diffkit check --database`; undo the drift, or write it into `diffkit revision --empty`.',
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
} as const
