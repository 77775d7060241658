/** What is wrong with models and their files. */
import { at } from './sentence.ts'
import type { AtFile, Sentence } from './sentence.ts'

const before = ({ file, line }: Partial<AtFile>): string =>
  file === undefined ? '' : `${at({ file, line })}: `

/** A place in models, whose line is found by the model until it is known. */
export interface AtModel extends AtFile {
  readonly model?: { readonly exportName: string; readonly key: string | null } | undefined
}

/** Where a second thing stands that an error is about. */
const beside = (data: AtFile & { readonly also?: AtModel | undefined }): string =>
  data.also === undefined || at(data.also) === at(data) ? '' : `; the other is in ${at(data.also)}`

/** The package of a module: `drizzle-orm` of `drizzle-orm/pg-core`. */
const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')

export const modelsSentences = {
  UNSUPPORTED: (
    data: Partial<AtModel> & { what: string; where: string; hint?: string | undefined },
  ): Sentence => ({
    message: `${before(data)}${data.where}: ${data.what} is not supported.`,
    hint:
      data.hint ?? 'Write it by hand with `op.sql` in a migration, or leave it out of the models.',
  }),
  MODEL_INVALID: (
    data: AtModel & {
      problem: string
      hint?: string | undefined
      also?: AtModel | undefined
    },
  ): Sentence => ({
    message: `${at(data)}: ${data.problem}${beside(data)}.`,
    hint: data.hint ?? 'Correct the model and run the command again.',
  }),
  DEFAULT_VARIES: (
    data: AtFile & { table: string; column: string; first: string; second: string },
  ): Sentence => ({
    message: `${at(data)}: the default of ${data.table}.${data.column} is not the same at every load of the models: ${data.first}, another time ${data.second}.`,
    hint: 'Let the database make it (`.defaultNow()`, `.default(sql`…`)`) or the application (`.$defaultFn(() => …)`).',
  }),
  MODEL_VARIES: (data: AtFile & { what: string; first: string; second: string }): Sentence => ({
    message: `${at(data)}: ${data.what} is not the same at every load of the models: ${data.first}, another time ${data.second}.`,
    hint: 'Write a fixed value into the model, or let the database work it out.',
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
      : `Install it with \`npm i ${packageOf(data.specifier)}\`, or correct the path.`,
  }),
  SCHEMA_NOT_FOUND: (data: { pattern: string; folder: string }): Sentence => ({
    message: `No file of models matches ${data.pattern} in ${data.folder}.`,
    hint: 'Correct `schema` in the configuration.',
  }),
  RENAME_INVALID: (data: { flag: string }): Sentence => ({
    message: `\`--rename ${data.flag}\` is not of the form old:new.`,
    hint: 'Write `--rename users.name:full_name` for a column, `--rename users:accounts` for a table, a sequence, an enum or a view, or `--rename mood.sad:unhappy` for a value of an enum; quote odd names as in SQL.',
  }),
  RENAME_UNKNOWN: (
    data: Partial<AtFile> & {
      answer: string
      nearest: string | null
      obstacle: string | undefined
    },
  ): Sentence => ({
    message: `${before(data)}\`${data.answer}\` names nothing that can be a rename: one thing removed and one added, of one kind.`,
    hint:
      [data.obstacle, data.nearest === null ? null : `The nearest that can is \`${data.nearest}\`.`]
        .filter((text) => typeof text === 'string')
        .join(' ') ||
      'Compare both names with the history and the models: nothing is removed and added under them.',
  }),
  RENAME_TWICE: (data: { answer: string; other: string }): Sentence => ({
    message: `${data.answer} and ${data.other} cannot both be true: they share an old or a new name.`,
    hint: 'Leave one of them out.',
  }),
  RENAME_AMBIGUOUS: (data: { flag: string; kinds: readonly string[] }): Sentence => ({
    message: `\`--rename ${data.flag}\` could mean a ${data.kinds.join(' or a ')}.`,
    hint: `Write ${data.kinds.map((kind) => `\`--rename ${kind}:${data.flag}\``).join(' or ')}.`,
  }),
  RENAME_TAG_INVALID: (data: AtFile & { problem: string; hint?: string }): Sentence => ({
    message: `${at(data)}: ${data.problem}.`,
    hint:
      data.hint ??
      'Write the old name in the database after it: `@renamedFrom full_name`, with quotes around a name that holds spaces.',
  }),
  MODELS_OF_ANOTHER_DIALECT: (data: AtModel & { name: string; dialect: string }): Sentence => ({
    message: `${at(data)}: ${data.name} is made by the builders of another dialect than ${data.dialect}.`,
    hint: 'Use the builders of this dialect, or correct `dialect` in the configuration.',
  }),
} as const
