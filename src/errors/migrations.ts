/** What goes wrong with a migration, written or run. */
import { at, list } from './sentence.ts'
import type { AtFile, Sentence } from './sentence.ts'
import { nextAfter } from './trouble.ts'
import type { Trouble } from './trouble.ts'

const afterwards = (trouble: Trouble | null): string =>
  trouble === null
    ? 'Correct the migration or the data, and run the command again.'
    : nextAfter(trouble)

/** Why rows stand in the way of a change. */
export type RowProblem =
  | 'null'
  | 'noValue'
  | 'refused'
  | 'noRowid'
  | 'altered'
  | 'check'
  | 'duplicate'
  | 'orphan'
  | 'lost'
  | 'replaced'
  | 'lostValue'

interface RowPlace {
  readonly table: string
  readonly column: string | null
  readonly part: string | null
}

const ROW_PROBLEMS: Readonly<Record<RowProblem, (place: RowPlace, rows: string) => string>> = {
  null: ({ table, column }, rows) =>
    `Column ${table}.${column ?? ''} is NOT NULL, and would be NULL in ${rows}`,
  noValue: ({ table, column }, rows) =>
    `The new column ${table}.${column ?? ''} is NOT NULL, and would have no value in ${rows}`,
  refused: ({ table, column }, rows) =>
    `A STRICT table does not take what ${table}.${column ?? ''} holds in ${rows}`,
  noRowid: ({ table, column }, rows) =>
    `The key ${table}.${column ?? ''} is to be the rowid, which is a whole number, and is none in ${rows}`,
  altered: ({ table, column }, rows) =>
    `The new type of ${table}.${column ?? ''} would silently change its value in ${rows}`,
  check: ({ table, part }, rows) => `The check ${part ?? ''} of ${table} is broken in ${rows}`,
  duplicate: ({ table, part }, rows) =>
    `${part ?? ''} of ${table} asks for unique values, which are equal in ${rows}`,
  replaced: ({ table, column }, rows) =>
    `Column ${table}.${column ?? ''} holds another value than its expression gives in ${rows}`,
  lost: ({ table }, rows) =>
    `The copy of ${table} would let go of ${rows}, by an ON CONFLICT clause of the table or an aggregate in \`using\``,
  orphan: ({ table, part }, rows) =>
    `The foreign key ${part ?? ''} of ${table} refers to nothing in ${rows}`,
  lostValue: ({ table, column, part }, rows) =>
    `${table}.${column ?? ''} holds '${part ?? ''}', which its enum is to lose, in ${rows}`,
}

/** What stands in the way, in a sentence that names the place; `rows` as words. */
export const describeRowProblem = (problem: RowProblem, place: RowPlace, rows: string): string =>
  ROW_PROBLEMS[problem](place, rows)

const countRows = (rows: number): string => `${rows} ${rows === 1 ? 'row' : 'rows'}`

/** Rows that stand in the way at one place. */
export interface RowsFound extends RowPlace {
  readonly problem: RowProblem
  readonly rows: number
  readonly examples: readonly string[]
  /** An expression over the old row that fills a NULL. */
  readonly fill?: string | null
}

const MOST_EXAMPLES = 3

const showExamples = (data: Pick<RowsFound, 'rows' | 'examples'>): string => {
  if (data.examples.length === 0) return ''
  const more = data.examples.length === MOST_EXAMPLES && data.rows > MOST_EXAMPLES
  return ` (${data.examples.join('; ')}${more ? '; …' : ''})`
}

const describeRows = (data: RowsFound): string =>
  `${describeRowProblem(data.problem, data, countRows(data.rows))}${showExamples(data)}`

const MEND = 'in a step before (`op.sql` or `op.run`)'
const USING = "say how: `{ using: 'an expression over the old row' }`"

/** Rows go where somebody says so, or with their table: no step before that takes them along. */
const EMPTY_FIRST =
  'Where a later step of the same way back drops the table anyway, delete its rows first and run it again.'

/** What fills rows that have nothing, where the column has a default to do it. */
const fillWith = (using: string | null | undefined): string =>
  using ? `Fill them with the default: \`{ using: ${JSON.stringify(using)} }\`; or` : 'Fill them'

const ROW_HINTS: Readonly<Record<Exclude<RowProblem, 'null'>, string>> = {
  noValue: `Give the column a default, or ${USING}.`,
  refused: `Correct them ${MEND}, or ${USING}.`,
  noRowid: `Correct them ${MEND}, or ${USING}; a key of type \`int\` is no rowid.`,
  altered: `If that is right, ${USING}; else correct them ${MEND}.`,
  check: `Correct or delete them ${MEND}.`,
  duplicate: `Correct or delete them ${MEND}.`,
  replaced: `The values would be gone, on the way back too: correct them ${MEND}, or drop the column and add it anew.`,
  lost: `Find the rows that are equal or NULL where the new table does not take it, and mend them ${MEND}.`,
  orphan: `Correct or delete them ${MEND}.`,
  lostValue: `Correct them ${MEND}, or say what it becomes: \`{ using: { 'old value': 'new value' } }\`.`,
}

export const migrationsSentences = {
  DATA_LOSS: (data: {
    dataLoss: readonly {
      readonly table: string
      readonly column: string | null
      readonly rows: number
    }[]
  }): Sentence => ({
    message: `This would lose data, and nothing was done: ${list(data.dataLoss.map(({ table, column, rows }) => `${column === null ? table : `${table}.${column}`} (${rows})`))}.`,
    hint: 'Give `allowDataLoss: true` to go on.',
  }),
  HOOK_FAILED: (data: { hook: string; revision: string; message: string }): Sentence => ({
    message: `\`${data.hook}\` of the configuration throws for revision ${data.revision}: ${data.message}.`,
    hint: 'Correct the function; what ran in the transaction of the revision was rolled back.',
  }),
  BUNDLE_INVALID: (data: { problem: string }): Sentence => ({
    message: `The bundle of migrations cannot be used: ${data.problem}.`,
    hint: 'Make it anew with `diffkit bundle`, by the version of diffkit that runs it.',
  }),
  BUNDLE_READ_ONLY: (data: { what: string }): Sentence => ({
    message: `A bundle of migrations cannot be written to: ${data.what} needs the files.`,
    hint: 'Leave `bundle` out, so that the folder of migrations is used.',
  }),
  MIGRATION_INVALID: (data: AtFile & { problem: string; hint?: string | undefined }): Sentence => ({
    message: `The migration ${at(data)} cannot be used: ${data.problem}.`,
    hint: data.hint ?? 'Correct the file; `diffkit revision --empty` writes one to compare with.',
  }),
  REVISION_DOES_NOT_FIT: (
    data: AtFile & { revision: string; operation: string; problem: string },
  ): Sentence => ({
    message: `Revision ${data.revision} (${at(data)}): "${data.operation}" does not fit what is there before it. ${data.problem}`,
    hint: 'Correct the migration; or, where the database was changed by hand, see `diffkit check --database`.',
  }),
  USING_NEEDED: (
    data: AtFile & {
      revision: string
      direction: string
      column: string
      from: string | null
      to: string | null
    },
  ): Sentence => ({
    message: `Revision ${data.revision} (${at(data)}) does not say how the ${data.direction} makes${data.from === null ? '' : ` ${data.from}`} values of ${data.column} into${data.to === null ? ' new ones' : ` ${data.to}`}, and no conversion is known: its \`using\` is empty. Nothing was done.`,
    hint: "In that file write an expression over the old row into `using: ''`, then run `diffkit snapshot` to prove it; `NULL` lets the values go.",
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
    transactional: boolean
    trouble: Trouble | null
  }): Sentence => ({
    message: `${data.revision === null ? '' : `Revision ${data.revision}: `}${data.operation === null ? 'a statement' : `"${data.operation}"`} failed: ${data.message}\n\n${data.sql}\n`,
    hint: `${data.transactional ? 'The transaction was rolled back.' : 'It runs outside of a transaction: what was done before it stays.'} ${afterwards(data.trouble)}`,
  }),
  RUN_FAILED: (data: {
    revision: string | null
    message: string
    trouble: Trouble | null
  }): Sentence => ({
    message: `The data step of revision ${data.revision ?? ''} failed: ${data.message}`,
    hint: `The transaction was rolled back. ${afterwards(data.trouble)}`,
  }),
  MIGRATION_THROWS: (data: AtFile & { direction: string; message: string }): Sentence => ({
    message: `${at(data)}: \`${data.direction}\` throws: ${data.message}`,
    hint: 'Correct the migration file.',
  }),
  DISPROVEN: (data: { direction: string; differences: readonly string[] }): Sentence => ({
    message: `On a scratch database the ${data.direction} does not give the schema it should. Nothing was written. The difference:\n${data.differences.map((line) => `  ${line}`).join('\n')}`,
    hint: 'Correct the model, or the migration if it was edited. Where neither is wrong, please report this, and use `--no-verify` meanwhile.',
  }),
  MESSAGE_NEEDED: (_data: Record<string, never>): Sentence => ({
    message: 'A revision needs a message.',
    hint: 'Give one: `diffkit revision -m "add age to users"`.',
  }),
  ROWS_IN_THE_WAY: (
    data: RowsFound & {
      revision: string | null
      direction?: 'upgrade' | 'downgrade' | undefined
      others: readonly RowsFound[]
    },
  ): Sentence => ({
    message: `${data.revision === null ? '' : `Revision ${data.revision}: `}${[data, ...data.others].map(describeRows).join('; ')}. Nothing was changed.`,
    hint: [
      data.problem === 'null'
        ? `${fillWith(data.fill)} ${MEND}, or ${USING}.`
        : ROW_HINTS[data.problem],
      ...(data.direction === 'downgrade' ? [EMPTY_FIRST] : []),
    ].join(' '),
  }),
  WOULD_NOT_COMPILE: (data: { kind: string; name: string; reason: string }): Sentence => ({
    message: `The ${data.kind} ${data.name} would no longer compile: ${data.reason}. Nothing was changed.`,
    hint: `Drop it before in the same migration (\`op.sql('DROP ${data.kind.toUpperCase()} …')\`), and make it anew behind the change.`,
  }),
  COLUMNS_BY_PLACE: (data: { kind: string; name: string; table: string }): Sentence => ({
    message: `The ${data.kind} ${data.name} takes the columns of ${data.table} by their places (\`SELECT *\`, or INSERT without a list of columns), and other columns would come to stand there. Nothing was changed.`,
    hint: `Drop it before in the same migration (\`op.sql('DROP ${data.kind.toUpperCase()} …')\`), and make it anew behind the change, with the names of the columns.`,
  }),
  BROKEN_BEFORE: (data: { kind: string; name: string; reason: string }): Sentence => ({
    message: `The ${data.kind} ${data.name} does not compile as it is (${data.reason}), and while that is so SQLite drops no column and renames nothing, of whatever table. Nothing was changed.`,
    hint:
      data.kind === 'table'
        ? `Rebuild it before (\`op.batch('${data.name}', () => {}, { recreate: 'always' })\`): that gives single quotes to its strings in double ones.`
        : `Mend or drop it (\`DROP ${data.kind.toUpperCase()} …\`), before or in the same migration. A rebuild (\`op.batch\` with \`recreate: 'always'\`) drops a column without asking it.`,
  }),
  LEFTOVER_TABLE: (data: { name: string; table: string }): Sentence => ({
    message: `There is already a table ${data.name}, which the rebuild of ${data.table} would use.`,
    hint: 'An interrupted tool may have left it: look at its rows, then drop or rename it.',
  }),
  HIDDEN_TABLE: (data: { kind: string; name: string }): Sentence => ({
    message: `The temporary ${data.kind} ${data.name} of this connection hides what has that name in the database, and a migration would change it instead. Nothing was changed.`,
    hint: `Drop it (\`DROP ${data.kind.toUpperCase()} temp.${data.name}\`) before the migration, or in the step that made it.`,
  }),
  FOREIGN_KEYS_STUCK: (data: { url: string }): Sentence => ({
    message: `Foreign keys of ${data.url} cannot be turned off, so that a rebuild would delete the rows of child tables.`,
    hint: 'Run it over a connection of its own that is inside no transaction.',
  }),
  FOREIGN_KEY_ACTS: (data: {
    table: string
    child: string
    columns: readonly string[]
    action: string
  }): Sentence => ({
    message: `Table ${data.table} cannot be rebuilt or dropped here: foreign keys of this database cannot be turned off, and with the old table gone the foreign key of ${data.child} (${data.columns.join(', ')}), ON DELETE ${data.action.toUpperCase()}, would ${data.action === 'cascade' ? `delete the rows of ${data.child}` : `overwrite ${data.columns.join(', ')} in ${data.child}`}. Nothing was changed.`,
    hint: `In the migration, give that foreign key of ${data.child} no action before (drop it, add it without \`onDelete\`), and its action back after.`,
  }),
  FOREIGN_KEY_VIOLATED: (data: { table: string; parent: string; rows: number }): Sentence => ({
    message: `${data.rows} rows of ${data.table} would have no row of ${data.parent} that they refer to; nothing was changed.`,
    hint: `Correct or delete these rows of ${data.table} first, in a step of the migration before.`,
  }),
} as const
