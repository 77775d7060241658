/** Every command: its arguments, its options and their help. Loaded by `--help`, so it imports nothing else. */
import {
  sqlOption,
  dryRunOption,
  skipRunOption,
  messageOption,
  unprovenOption,
  idOption,
  draftOption,
  addressHelp,
  sourceHelp,
} from './options.ts'
import type { OptionSpec } from './options.ts'

export { globalOptions } from './options.ts'

export interface CommandSpec {
  readonly name: CommandName
  readonly alias?: string
  /** As commander reads them: `[target]`, `<addr...>`. */
  readonly arguments: readonly { readonly name: string; readonly help: string }[]
  readonly summary: string
  readonly group: 'Making revisions' | 'Running them' | 'Asking'
  readonly options: readonly OptionSpec[]
  /** What `--format` takes besides text and json. */
  readonly formats?: readonly string[]
}

export type CommandName =
  | 'init'
  | 'revision'
  | 'merge'
  | 'rebase'
  | 'squash'
  | 'prune'
  | 'edit'
  | 'snapshot'
  | 'bundle'
  | 'upgrade'
  | 'downgrade'
  | 'sql'
  | 'stamp'
  | 'current'
  | 'heads'
  | 'branches'
  | 'history'
  | 'show'
  | 'check'
  | 'diff'
  | 'schema'
  | 'status'

export const commandSpecs: readonly CommandSpec[] = [
  {
    name: 'init',
    arguments: [],
    summary: 'write a configuration and the folders',
    group: 'Making revisions',
    options: [{ flags: '--dialect <dialect>', help: 'sqlite or postgresql' }],
  },
  {
    name: 'revision',
    alias: 'generate',
    arguments: [],
    summary: 'compare the models with the history and write a migration',
    group: 'Making revisions',
    options: [
      messageOption,
      { flags: '--against <source>', help: `compare with: ${sourceHelp}` },
      { flags: '--empty', help: 'an empty migration, for work by hand' },
      {
        flags: '--rename <from:to>',
        help: 'users.name:full_name, users:accounts, mood.sad:unhappy',
        repeatable: true,
      },
      { flags: '--no-renames', help: 'every candidate without a tag is a drop and an add' },
      draftOption,
      unprovenOption,
      { flags: '--require-verified', help: 'exit 1 when the proof was not possible' },
      { flags: '--head <address>', help: 'the head that it goes on, or base' },
      { flags: '--splice', help: 'with --head: begin a branch on a revision that is no head' },
      { flags: '--branch-label <label>', help: 'a name for the branch', repeatable: true },
      {
        flags: '--depends-on <address>',
        help: 'a revision or branch that it needs as well',
        repeatable: true,
      },
      { flags: '--amend', help: 'replace the head, when no database of this configuration has it' },
      idOption,
    ],
  },
  {
    name: 'merge',
    arguments: [{ name: '[address...]', help: 'the parents (default: all heads)' }],
    summary: 'write a revision with several parents',
    group: 'Making revisions',
    options: [
      messageOption,
      { flags: '--branch-label <label>', help: 'a name for the branch', repeatable: true },
      draftOption,
      unprovenOption,
      idOption,
    ],
  },
  {
    name: 'rebase',
    arguments: [{ name: '<address>', help: addressHelp }],
    summary: 'give a revision that no database has yet another parent',
    group: 'Making revisions',
    options: [{ flags: '--onto <address>', help: 'the new parent, or base' }, unprovenOption],
  },
  {
    name: 'squash',
    arguments: [{ name: '<range>', help: 'FROM:TO, both of them included' }],
    summary: 'write one revision that stands for several',
    group: 'Making revisions',
    options: [
      messageOption,
      { flags: '--skip-run', help: 'leave data steps out, instead of refusing them' },
      draftOption,
      unprovenOption,
      idOption,
    ],
  },
  {
    name: 'prune',
    arguments: [{ name: '[address...]', help: 'the squashes (default: all of them)' }],
    summary: 'remove the files of revisions that a squash stands for',
    group: 'Making revisions',
    options: [{ flags: '--all-past', help: 'say that every database is past them' }],
  },
  {
    name: 'edit',
    arguments: [{ name: '<address>', help: addressHelp }],
    summary: 'open a migration in your editor',
    group: 'Making revisions',
    options: [],
  },
  {
    name: 'snapshot',
    arguments: [{ name: '[address]', help: `${addressHelp} (default: head)` }],
    summary: 'record a migration that was edited, prove it, rewrite its snapshot',
    group: 'Making revisions',
    options: [unprovenOption],
  },
  {
    name: 'bundle',
    arguments: [],
    summary: 'write the history as one JavaScript module, to be run from code',
    group: 'Making revisions',
    options: [{ flags: '--out <file>', help: 'the module (default: migrations.mjs here)' }],
  },
  {
    name: 'upgrade',
    arguments: [{ name: '[target]', help: `${addressHelp} (default: head)` }],
    summary: 'run what lies between the database and TARGET',
    group: 'Running them',
    options: [
      sqlOption,
      dryRunOption,
      skipRunOption,
      { flags: '--wait <duration>', help: 'wait so long for the server to come up: 30s, 2m' },
      {
        flags: '--allow-existing',
        help: 'a first upgrade on a database that already holds tables',
      },
      { flags: '--allow-data-loss', help: 'with `dataLoss: refuse`: lose rows and values' },
    ],
  },
  {
    name: 'downgrade',
    arguments: [{ name: '<target>', help: `${addressHelp}` }],
    summary: 'go back to TARGET',
    group: 'Running them',
    options: [
      sqlOption,
      dryRunOption,
      skipRunOption,
      { flags: '--allow-data-loss', help: 'lose rows and values that have no other place' },
    ],
  },
  {
    name: 'stamp',
    arguments: [{ name: '[address...]', help: addressHelp }],
    summary: 'set the recorded revision without running anything',
    group: 'Running them',
    options: [
      { flags: '--purge', help: 'first forget whatever is recorded' },
      { flags: '--verify', help: 'exit 1 unless the database is what the history says' },
      { flags: '--refresh', help: 'show how applied files were edited, and accept it' },
    ],
  },
  {
    name: 'sql',
    arguments: [
      { name: '[address]', help: `${addressHelp}, or FROM:TO (default: what is pending)` },
    ],
    summary: 'the SQL of revisions, for review',
    group: 'Running them',
    options: [{ flags: '--down', help: 'the way back' }],
  },
  {
    name: 'current',
    arguments: [],
    summary: 'the revision recorded in the database',
    group: 'Running them',
    options: [{ flags: '--check-heads', help: 'exit 1 unless it is the head' }],
  },
  {
    name: 'heads',
    arguments: [],
    summary: 'the revisions without children',
    group: 'Running them',
    options: [{ flags: '--check', help: 'exit 1 unless there is exactly one' }],
  },
  {
    name: 'branches',
    arguments: [],
    summary: 'the revisions with several children',
    group: 'Running them',
    options: [],
  },
  {
    name: 'history',
    arguments: [],
    summary: 'the revisions, newest first',
    group: 'Running them',
    options: [
      { flags: '-r, --range <from:to>', help: 'only these' },
      { flags: '-i, --indicate-current', help: 'mark what the database has' },
      { flags: '--graph', help: 'draw how they hang together' },
    ],
  },
  {
    name: 'show',
    arguments: [{ name: '<address>', help: addressHelp }],
    summary: 'one revision',
    group: 'Running them',
    options: [],
  },
  {
    name: 'status',
    arguments: [],
    summary: 'database, revision, pending work and drift on one page',
    group: 'Running them',
    options: [],
  },
  {
    name: 'check',
    arguments: [],
    summary: 'do models, history and database agree?',
    group: 'Asking',
    options: [
      { flags: '--models', help: 'do the models equal the head snapshot?' },
      { flags: '--database', help: 'does the database equal the snapshot at its revision?' },
      { flags: '--history', help: 'one head, each migration gives its snapshot, files unedited?' },
      { flags: '--offline', help: 'models and history only' },
      { flags: '--strict', help: 'nothing unmodelled, nothing undecided either' },
    ],
  },
  {
    name: 'diff',
    arguments: [
      { name: '<from>', help: sourceHelp },
      { name: '<to>', help: sourceHelp },
    ],
    summary: 'what turns one schema into another',
    group: 'Asking',
    options: [
      { flags: '--exit-code', help: 'exit 1 when they differ' },
      {
        flags: '--rename <from:to>',
        help: 'users.name:full_name, users:accounts, mood.sad:unhappy',
        repeatable: true,
      },
    ],
    formats: ['sql'],
  },
  {
    name: 'schema',
    arguments: [{ name: '[source]', help: `${sourceHelp} (default: models)` }],
    summary: 'what a schema looks like',
    group: 'Asking',
    options: [],
    formats: ['sql'],
  },
]
