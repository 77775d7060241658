/** Brings the SQL of a state into a database, with what other tools' tests presuppose. */
import pg from 'pg'
import { tokenize } from '../../src/util/tokens.ts'

/** Roles belong to the server, which the other state shares: there one may already be. */
const tolerateRoles = (sql: string): string =>
  sql.replaceAll(
    /^[ \t]*CREATE (?:ROLE|GROUP|USER(?!\s+MAPPING))\s[^;]*;/gim,
    (statement) =>
      `DO $role$ BEGIN ${statement} EXCEPTION WHEN duplicate_object THEN NULL; END $role$;`,
  )

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : '')

const PRESUPPOSED = /^(role|schema) "([^"]+)" does not exist$/

const run = async (client: pg.Client, sql: string): Promise<void> => {
  for (;;) {
    try {
      await client.query(tolerateRoles(sql))
      return
    } catch (error) {
      const [, kind, name] = PRESUPPOSED.exec(messageOf(error)) ?? []
      if (kind === undefined || name === undefined) throw error
      await client.query(`CREATE ${kind} ${pg.escapeIdentifier(name)}`)
    }
  }
}

const statementsOf = (sql: string): readonly string[] => {
  const ends = tokenize(sql).filter(({ text }) => text === ';')
  const places = [0, ...ends.map(({ start }) => start + 1), sql.length]
  return places
    .slice(1)
    .map((end, index) => sql.slice(places[index], end))
    .filter((statement) => tokenize(statement).some(({ kind }) => !/space|comment/.test(kind)))
}

/** Each by itself, those that fail after the rest: some tools order what they read. */
const runApart = async (client: pg.Client, sql: string): Promise<void> => {
  for (let waiting = statementsOf(sql); waiting.length > 0;) {
    const failed: string[] = []
    let first: unknown = null
    for (const statement of waiting) {
      try {
        await run(client, statement)
      } catch (error) {
        first ??= error
        failed.push(statement)
      }
    }
    if (failed.length === waiting.length) throw first
    waiting = failed
  }
}

/** In the order of the text where that can be, else in an order that can. */
export const load = async (client: pg.Client, sql: string): Promise<void> => {
  await client.query('RESET ALL')
  try {
    await run(client, sql)
  } catch (error) {
    await client.query('RESET ALL')
    await runApart(client, sql).catch(() => {
      throw error
    })
  }
}
