/** Accept that the file of an applied revision was edited: what differs is told, and the log takes the new file. */
import { isDiffkitError } from '../errors.ts'
import { argsOf, describe, flatten } from '../operations/index.ts'
import type { Operation } from '../operations/index.ts'
import { resolveAddress } from '../revisions/address.ts'
import { nodeOf } from '../revisions/graph.ts'
import { parseWayBack, wayBackJson } from '../runtime/run/own-log.ts'
import type { WayBack } from '../runtime/run/own-log.ts'
import type { Program } from '../runtime/history/record.ts'
import { logStatement } from '../runtime/run/log-table.ts'
import type { LogEntry } from '../runtime/run/log-table.ts'
import type { Environment } from './environment.ts'
import { findEdited, snapshotDifferences } from './history-problems.ts'
import { atDatabase, placed, readCurrent } from './position.ts'
import { withRows } from './stops.ts'
import { needsCurrent } from './sources.ts'

export interface Refreshed {
  readonly revision: string
  readonly path: string
  /** Lines of a difference: `- ` what was run, `+ ` what stands there now. */
  readonly differences: readonly string[]
}

const json = (value: unknown): string =>
  JSON.stringify(value, (key, item: unknown) => (key === 'printed' ? undefined : item))

const changes = (
  label: string,
  before: readonly Operation[] | null,
  after: readonly Operation[],
): readonly string[] => {
  if (before === null) return [`the ${label} held a data step, which the log does not keep`]
  const [was, is] = [flatten(before), flatten(after)]
  const without = (list: readonly Operation[], others: readonly Operation[]) => {
    const known = new Set(others.map(json))
    return list.filter((op) => !known.has(json(op)))
  }
  const line = (sign: string) => (op: Operation) =>
    `${sign} ${label}: ${describe(op)} ${json(argsOf(op))}`
  return [...without(was, is).map(line('-')), ...without(is, was).map(line('+'))]
}

const parentChanges = (way: WayBack, down: readonly string[]): readonly string[] => {
  const [was, is] = [way.down.join(', ') || 'base', down.join(', ') || 'base']
  return was === is ? [] : [`- downRevision: ${was}`, `+ downRevision: ${is}`]
}

const differencesOf = async (
  environment: Environment,
  entry: LogEntry,
  program: Program,
): Promise<readonly string[]> => {
  const { down } = withRows(await environment.history(), entry.revision)
  const way = parseWayBack(entry.downgrade)
  const known =
    way === null
      ? ['the log does not hold what was run']
      : [
          ...parentChanges(way, down),
          ...changes('upgrade', way.upgrade, program.upgrade),
          ...changes('downgrade', way.operations, program.downgrade),
        ]
  const told = known.length === 0 ? ['the operations are the same; only the text differs'] : known
  const gives = await snapshotDifferences(environment, entry.revision).catch((error: unknown) => {
    if (isDiffkitError(error)) return [error.message]
    throw error
  })
  return [...told, ...gives.map((text) => `it does not give its snapshot: ${text}`)]
}

/** The applied revisions whose files were edited since, among those that are named. */
export const refresh = async (
  given: Environment,
  addresses: readonly string[],
): Promise<readonly Refreshed[]> => {
  const environment = await atDatabase(given, addresses)
  const { dialect, own } = environment
  const history = await environment.history()
  const current = addresses.some(needsCurrent) ? await readCurrent(environment) : []
  const named = addresses.flatMap((address) => resolveAddress(history.graph, address, current))
  const edited = (await findEdited(environment)).filter(
    ({ revision }) => addresses.length === 0 || named.includes(revision),
  )
  const programs = await history.programs(edited.map(({ revision }) => revision))
  const found: Refreshed[] = []
  const statements: string[] = []
  const now = new Date().toISOString()
  for (const entry of edited) {
    const at = await placed(environment, { names: [entry.revision] })
    const { graph, rowOf } = await at.history()
    const revision = withRows(await at.history(), entry.revision)
    const program = programs.get(entry.revision) ?? { upgrade: [], downgrade: [] }
    const parents = nodeOf(graph, entry.revision).parents.map(rowOf)
    const differences = await differencesOf(at, entry, program)
    found.push({ revision: entry.revision, path: revision.path, differences })
    const accepted: LogEntry = {
      ...entry,
      direction: 'stamp',
      startedAt: now,
      finishedAt: now,
      checksum: revision.checksum,
      downgrade: wayBackJson({ revision, program, parents, row: rowOf(entry.revision) }),
    }
    statements.push(logStatement(dialect, own, accepted))
  }
  if (statements.length === 0) return found
  const connection = await environment.connectToWrite()
  await connection.transaction(
    async () => {
      for (const sql of statements) await connection.execute(sql)
    },
    { mode: 'revision' },
  )
  return found
}
