/** Options and helps that several commands share. */

export interface OptionSpec {
  /** As commander reads it: `-m, --message <text>`. */
  readonly flags: string
  readonly help: string
  readonly repeatable?: boolean
}

/** Options that every command takes, before or after its name. */
export const globalOptions: readonly OptionSpec[] = [
  { flags: '--config <file>', help: 'the configuration (default: diffkit.config.ts here)' },
  { flags: '--db <name>', help: 'which of the `databases` of the configuration' },
  { flags: '--all-dbs', help: 'all of the `databases`, one after the other' },
  { flags: '--url <url>', help: 'the database, instead of the configured one' },
  {
    flags: '--set <name=value>',
    help: 'what a migration reads as `op.vars.name`',
    repeatable: true,
  },
  { flags: '--json', help: 'one JSON document on standard output' },
  { flags: '--format <format>', help: 'text or json, and what else the command takes' },
  { flags: '--quiet', help: 'no notes and no progress on standard error' },
  { flags: '--verbose', help: 'each SQL statement on standard error' },
  { flags: '--no-color', help: 'no colour' },
]

export const sqlOption: OptionSpec = {
  flags: '--sql',
  help: 'write the SQL script instead, connecting to nothing; TARGET may be FROM:TO',
}
export const dryRunOption: OptionSpec = {
  flags: '--dry-run',
  help: 'show what would be done and change nothing',
}
export const skipRunOption: OptionSpec = {
  flags: '--skip-run',
  help: 'with --sql: a comment in place of each data step',
}
export const messageOption: OptionSpec = {
  flags: '-m, --message <text>',
  help: 'what the revision does',
}
export const unprovenOption: OptionSpec = {
  flags: '--no-verify',
  help: 'skip the proof on a scratch database',
}
export const idOption: OptionSpec = {
  flags: '--rev-id <id>',
  help: 'the id, instead of a random one',
}
export const draftOption: OptionSpec = { flags: '--dry-run', help: 'print what would be written' }
export const addressHelp = 'head, base, current, an id or its first characters, +N, -N, ADDR+N'
export const sourceHelp =
  'models, database, head or an address, empty, sql:FILE, snapshot:FILE, or a URL'
