/** One direction of a pair, by `diff` and by `upgrade`; pg_dump of both ends is the judge. */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { diff } from '../../src/commands/diff.ts'
import { withEnvironment } from '../../src/commands/environment.ts'
import type { Environment, Talk } from '../../src/commands/environment.ts'
import { upgrade, downgrade } from '../../src/commands/upgrade.ts'
import { postgres } from '../../src/dialects/postgres/index.ts'
import { withConversions } from '../../src/operations/conversions.ts'
import { reverseAll, applyAll } from '../../src/operations/index.ts'
import { renderMigration } from '../../src/render/migration.ts'
import type { Schema } from '../../src/schema/types.ts'
import { dumpOf, without } from './dump.ts'
import type { Statement } from './dump.ts'
import { differing, reasonOutside, reasonsOutside } from './scope.ts'
import { withClient } from './server.ts'
import type { Server } from './server.ts'

/** A state of a pair, with what pg_dump says of it. */
export interface State {
  readonly url: string
  /** What makes it. */
  readonly sql: readonly string[]
  readonly dump: readonly Statement[]
}

export interface Verdict {
  /** In what the two states differ that a Schema has no word for; nothing: in scope. */
  readonly outside: readonly string[]
  /** What is wrong; nothing: it passed, or left alone what is outside. */
  readonly problems: readonly string[]
  /** Out of scope: why the rest of the difference could not be made without it. */
  readonly refusal: string | null
}

const talk: Talk = {
  note: () => {},
  working: () => {},
  warn: () => {},
  statement: () => {},
  signal: new AbortController().signal,
}

const messageOf = (error: unknown): string => {
  const message = error instanceof Error ? error.message : String(error)
  return message.split('\n').slice(0, 4).join(' ')
}

export interface Workshop {
  readonly folder: string
  readonly server: Server
}

/** A configuration without models, for databases that the calls name. */
export const prepare = async ({ folder, server }: Workshop): Promise<void> => {
  await rm(folder, { recursive: true, force: true })
  await mkdir(join(folder, 'migrations'), { recursive: true })
  const config = { dialect: 'postgresql', schema: 'none.ts', scratch: server.scratch }
  await writeFile(
    join(folder, 'diffkit.config.mjs'),
    `export default ${JSON.stringify(config, null, 2)}\n`,
  )
}

const inWorkshop = <T>(
  { folder }: Workshop,
  url: string,
  work: (environment: Environment) => Promise<T>,
): Promise<T> => withEnvironment({ cwd: folder, url }, talk, work)

/** diffkit's own tables are no part of the judgement. */
const withoutOwn = (statements: readonly Statement[]): readonly Statement[] =>
  statements.filter(({ text }) => !/\bdiffkit_(?:version|log|lease)/.test(text))

const lines = (mark: string, statements: readonly Statement[]): readonly string[] =>
  statements.map(({ text }) => `${mark} ${text.replaceAll('\n', `\n${mark}     `)}`)

const ADDED = /^ALTER TABLE (?:ONLY )?(\S+)\nADD CONSTRAINT (\S+) /
const MADE = /^CREATE (?:\w+ )*?(?:SCHEMA|TABLE|VIEW|TYPE|SEQUENCE|INDEX|DOMAIN) ([\w."]+)/

/** The names of all that a dump makes, columns and constraints of tables included. */
const madeBy = (statements: readonly Statement[]): ReadonlySet<string> =>
  new Set(
    statements.flatMap(({ text }) => {
      const added = ADDED.exec(text)
      if (added !== null) return [`${added[2] ?? ''} ON ${added[1] ?? ''}`]
      const name = MADE.exec(text)?.[1]
      if (name === undefined) return []
      const parts = text.split('\n').slice(1)
      return [name, ...parts.map((line) => `${name}.${line.split(' ')[0] ?? ''}`)]
    }),
  )

/** What was no concern of the change and is gone or different all the same; not so, what went with its object. */
const harmed = (
  start: readonly Statement[],
  end: readonly Statement[],
  found: readonly Statement[],
): readonly Statement[] => {
  const left = madeBy(found)
  const gone = [...madeBy(start)].filter((name) => !left.has(name))
  const kept = new Set(end.map(({ text }) => text))
  return without(start, found)
    .filter((item) => reasonOutside(item) !== null && !item.text.startsWith('CREATE TABLE'))
    .filter(({ text }) => kept.has(text) || !gone.some((name) => text.includes(name)))
}

interface Ends {
  readonly from: State
  readonly to: State
  readonly outside: readonly string[]
}

interface Judged {
  readonly start: readonly Statement[]
  readonly end: readonly Statement[]
  readonly found: readonly Statement[]
}

/** What is other than in the state that was to be made; where something is outside, what was harmed. */
const judge = (
  what: string,
  { outside }: Ends,
  { start, end, found }: Judged,
): readonly string[] => {
  const isWhole = outside.length === 0
  return [
    ...lines('-', isWhole ? without(end, found) : []),
    ...lines('+', isWhole ? without(found, end) : []),
    ...lines('harmed:', isWhole ? [] : harmed(start, end, found)),
  ].map((line) => `${what}: ${line}`)
}

type Difference = Awaited<ReturnType<typeof diff>>

/** What turns one database into another. */
const between = (workshop: Workshop, from: string, to: string): Promise<Difference> =>
  inWorkshop(workshop, from, (environment) =>
    diff(environment, { from: 'database', to, renames: [] }),
  )

interface Reached {
  readonly url: string
  readonly goal: State
  readonly outside: readonly string[]
}

/** What a second run would do where a first one has been; without a function, say, the same text has another print. */
const secondRun = async (
  workshop: Workshop,
  what: string,
  { url, goal, outside }: Reached,
): Promise<readonly string[]> => {
  if (outside.length > 0) return []
  const { operations } = await between(workshop, url, goal.url)
  return operations.map(({ description }) => `${what}: a second run: ${description}`)
}

/** A second database in the state that the pair begins with. */
const buildAgain = ({ server }: Workshop, { from }: Ends): Promise<string> =>
  server.build('work', from.sql)

const byDiff = async (
  workshop: Workshop,
  ends: Ends,
  { sql }: Difference,
): Promise<readonly string[]> => {
  const url = await buildAgain(workshop, ends)
  await withClient(url, async (client) => {
    for (const statement of sql) {
      await client.query(statement).catch((cause: unknown) => {
        throw new Error(`${messageOf(cause)} in ${statement}`, { cause })
      })
    }
  })
  const dumps = { start: ends.from.dump, end: ends.to.dump }
  return [
    ...judge('diff', ends, { ...dumps, found: await dumpOf(url) }),
    ...(await secondRun(workshop, 'diff', { url, goal: ends.to, outside: ends.outside })),
  ]
}

const readSchema = async (url: string): Promise<Schema> => {
  const connection = await postgres.connect(url, {
    create: false,
    namespaces: [],
    lockName: 'corpus',
    lockTimeout: 5000,
    statementTimeout: null,
  })
  try {
    const { schema } = await postgres.introspect(connection, { namespaces: null, hidden: [] })
    return schema
  } finally {
    await connection.close()
  }
}

const writeMigration = async (
  { folder }: Workshop,
  { from }: Ends,
  { operations }: Difference,
): Promise<void> => {
  const before = await readSchema(from.url)
  const program = withConversions(operations, before, postgres.conversion)
  const after = postgres.normalize(applyAll(before, program))
  const source = await renderMigration({
    revision: 'corpus',
    down: [],
    branchLabels: [],
    dependsOn: [],
    message: 'corpus',
    createdAt: '2026-01-01T00:00:00Z',
    upgrade: program,
    downgrade: withConversions(reverseAll(program, before), after, postgres.conversion),
    hazards: { upgrade: [], downgrade: [] },
    folder,
  })
  await writeFile(join(folder, 'migrations', 'corpus.ts'), source)
}

const byUpgrade = async (
  workshop: Workshop,
  ends: Ends,
  difference: Difference,
): Promise<readonly string[]> => {
  const { outside } = ends
  await writeMigration(workshop, ends, difference)
  const url = await buildAgain(workshop, ends)
  const options = { allowExisting: true, allowDataLoss: true }
  await inWorkshop(workshop, url, (environment) =>
    upgrade(environment, { ...options, target: 'head' }),
  )
  const upgraded = withoutOwn(await dumpOf(url))
  const again = await secondRun(workshop, 'upgrade', { url, goal: ends.to, outside })
  await inWorkshop(workshop, url, (environment) =>
    downgrade(environment, { ...options, target: 'base' }),
  )
  const back = withoutOwn(await dumpOf(url))
  return [
    ...judge('upgrade', ends, { start: ends.from.dump, end: ends.to.dump, found: upgraded }),
    ...again,
    ...judge('downgrade', ends, { start: upgraded, end: ends.from.dump, found: back }),
    ...(await secondRun(workshop, 'downgrade', { url, goal: ends.from, outside })),
  ]
}

/** Operations between two states that pg_dump finds the same in all that a Schema describes. */
const unfounded = ({ from, to }: Ends, { operations }: Difference): readonly string[] =>
  differing(from.dump, to.dump).some((statement) => reasonOutside(statement) === null)
    ? []
    : operations.map(({ description }) => `diff: pg_dump knows nothing of this: ${description}`)

const WAYS = { diff: byDiff, upgrade: byUpgrade } as const
/** `upgrade` goes back, too. */
export type Way = keyof typeof WAYS

const tryWays = async (
  workshop: Workshop,
  ends: Ends,
  ways: readonly Way[],
): Promise<Omit<Verdict, 'outside'>> => {
  const problems: string[] = []
  let refusal: string | null = null
  const attempt = async (way: string, work: () => Promise<readonly string[]>): Promise<void> => {
    try {
      problems.push(...(await work()))
    } catch (error) {
      if (ends.outside.length === 0) problems.push(`${way}: ${messageOf(error)}`)
      else refusal = `${way}: ${messageOf(error)}`
    }
  }
  await attempt('compare', async () => {
    const difference = await between(workshop, ends.from.url, ends.to.url)
    for (const { left, right } of difference.undecided) {
      problems.push(`diff: undecided: ${left} | ${right}`)
    }
    if (difference.equal)
      return judge('diff', ends, {
        start: ends.from.dump,
        end: ends.to.dump,
        found: ends.from.dump,
      })
    problems.push(...unfounded(ends, difference))
    for (const way of ways) await attempt(way, () => WAYS[way](workshop, ends, difference))
    return []
  })
  return { problems, refusal }
}

/** Takes `from` to `to`, in each of the ways; what cannot be done for want of something outside is a refusal. */
export const tryDirection = async (
  workshop: Workshop,
  { from, to, ways }: Pick<Ends, 'from' | 'to'> & { readonly ways: readonly Way[] },
): Promise<Verdict> => {
  const ends: Ends = { from, to, outside: reasonsOutside(from.dump, to.dump) }
  return { outside: ends.outside, ...(await tryWays(workshop, ends, ways)) }
}
