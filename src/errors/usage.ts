/** What is wrong with the configuration or the command line. */
import { at, list } from './sentence.ts'
import type { AtFile, Sentence } from './sentence.ts'

export const usageSentences = {
  CONFIG_NOT_FOUND: (data: { file: string }): Sentence => ({
    message: `There is no configuration ${data.file}.`,
    hint: 'Make one with `diffkit init`, or name it with `--config FILE`.',
  }),
  CONFIG_INVALID: (data: AtFile & { problem: string }): Sentence => ({
    message: `The configuration ${at(data)} is not valid: ${data.problem}.`,
    hint: 'Correct it and run the command again.',
  }),
  CONFIG_FUNCTION_FAILED: (data: { name: string; message: string }): Sentence => ({
    message: `\`${data.name}\` of the configuration throws: ${data.message}.`,
    hint: 'Correct the function.',
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
  FILE_EXISTS: (data: { file: string }): Sentence => ({
    message: `There is already a file ${data.file}.`,
    hint: 'Move it away, or choose another name.',
  }),
  INTERRUPTED: (_data: Record<string, never>): Sentence => ({
    message: 'Interrupted: the revision in flight was rolled back.',
    hint: 'Run the command again to go on.',
  }),
  ENDED_EARLY: (data: { during: readonly string[] }): Sentence => ({
    message: `The process ended before the command was done${data.during.length === 0 ? '' : `, while it was ${data.during.join(' and ')}`}.`,
    hint: 'Something that was loaded calls `process.exit()`, or waits for what never comes: take it out. What was not committed is rolled back.',
  }),
  THROWN_BESIDE: (data: { problem: string }): Sentence => ({
    message: `Something that was loaded throws where nobody waits for it: ${data.problem}.`,
    hint: 'A module may have opened a connection: let it listen to its errors, or leave that out when diffkit loads it. What was not committed is rolled back.',
  }),
  ALL_DATABASES: (data: { flag: string }): Sentence => ({
    message: `\`--all-dbs\` means every database of the configuration, and \`${data.flag}\` one.`,
    hint: 'Leave one of the two out.',
  }),
  SET_INVALID: (data: { given: string }): Sentence => ({
    message: `\`--set ${data.given}\` is not of the form name=value.`,
    hint: 'Write `--set tenant=acme`; a migration reads it as `op.vars.tenant`.',
  }),
  OPTION_INVALID: (data: { option: string; expected: string }): Sentence => ({
    message: `The option \`${data.option}\` is not usable: ${data.expected} is expected.`,
    hint: 'See docs/from-code.md of the package for the options of each function.',
  }),
  DURATION_INVALID: (data: { given: string }): Sentence => ({
    message: `${JSON.stringify(data.given)} is no duration.`,
    hint: 'Write a number and a unit: `500ms`, `30s`, `2m`.',
  }),
  DIALECT_UNKNOWN: (data: { dialect: string }): Sentence => ({
    message: `There is no dialect ${data.dialect}.`,
    hint: 'The dialects are `sqlite` and `postgresql`.',
  }),
  CONFIG_EXISTS: (data: AtFile): Sentence => ({
    message: `${at(data)} is already there; it was not overwritten.`,
    hint: 'Edit it, or remove it and run `diffkit init` again.',
  }),
  FILE_NOT_FOUND: (data: AtFile): Sentence => ({
    message: `There is no file ${at(data)}, or it cannot be read.`,
    hint: 'Check the path; it is relative to the folder that the command runs in.',
  }),
  FORMAT_UNKNOWN: (data: { format: string; formats: readonly string[] }): Sentence => ({
    message: `There is no format ${data.format} for this command.`,
    hint: `The formats are: ${data.formats.join(', ')}.`,
  }),
} as const
