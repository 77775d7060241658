/** Options and helps that several commands share. */

export interface OptionSpec {
  /** As commander reads it: `-m, --message <text>`. */
  readonly flags: string
  readonly help: string
  readonly repeatable?: boolean
}

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
