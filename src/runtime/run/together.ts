/** Small revisions as messages, where round trips cost most: on PostgreSQL one is one message, or several of a new database. */
import type { Statement } from '../../dialects/dialect.ts'
import type { Schema } from '../../schema/types.ts'
import { applyRevision } from './fit.ts'
import { hasHooks } from './hooks.ts'
import { markStatements } from './mark.ts'
import { requireGoing } from './migrate.ts'
import { operationsOf } from './stop.ts'
import type { MigrateContext } from './migrate.ts'
import type { Position, Stop } from './stop.ts'
import { staysWithin } from '../segments/new-tables.ts'
import { planSmall } from './small.ts'
import type { Ran } from './small.ts'
import { versionCondition } from './version-table.ts'

/** Nothing has to be asked before it, and it runs in a transaction. */
const isPlain = ({ transactional, prechecks }: Statement): boolean =>
  transactional && prechecks === undefined

/** Those who are told to stop wait for a message to end, and one that fails is sent again in parts. */
const MOST_AT_ONCE = 64

interface Sent {
  readonly stop: Stop
  readonly after: Schema
  readonly statements: readonly Statement[]
}

/** The statements of a revision that is one message; `null` where it cannot be. */
const planMessage = (
  stop: Stop,
  state: Schema,
  context: MigrateContext,
): readonly Statement[] | null => {
  const { dialect, target } = context
  const found = planSmall(stop, state, context)
  if (found === null) return null
  const steps = found.flatMap((part) => (part.kind === 'steps' ? part.steps : []))
  const statements = steps.flatMap((step) => dialect.plan(step, { target, ground: null }))
  const asks = steps.some((step) => dialect.prechecks(step).length > 0)
  return asks || !statements.every(isPlain) ? null : statements
}

/** The next revision, and those after it as long as all stay within tables that they make. */
const planMessages = (
  path: readonly Stop[],
  context: MigrateContext,
  before: Schema,
): readonly Sent[] => {
  const found: Sent[] = []
  let state = before
  let made: ReturnType<typeof staysWithin> = new Set()
  for (const stop of path.slice(0, MOST_AT_ONCE)) {
    made = made === null ? null : staysWithin(operationsOf(stop), made)
    if (made === null && found.length > 0) break
    try {
      const after = applyRevision(state, operationsOf(stop), stop.revision)
      const statements = planMessage(stop, state, context)
      if (statements === null) break
      found.push({ stop, after, statements })
      state = after
    } catch (error) {
      // Those before it run; then it is the next one, and told of.
      if (found.length === 0) throw error
      break
    }
    if (made === null) break
  }
  return found
}

const sendAtOnce = async (
  sent: readonly Sent[],
  context: MigrateContext,
  from: readonly string[],
): Promise<readonly Ran[] | null> => {
  const { connection, dialect, own, signal } = context
  const started = performance.now()
  const startedAt = new Date().toISOString()
  const lines = sent.flatMap(({ stop, statements }, at) => {
    const rows = sent[at - 1]?.stop.headsAfter ?? from
    const count = statements.length
    return [
      ...statements.map(({ sql }) => sql),
      ...markStatements(stop, context, { from: rows, startedAt, count }),
    ]
  })
  const condition = versionCondition(dialect, own, from)
  const all = [...lines, context.lease.refresh]
  if ((await connection.atOnce?.(condition, all, { signal })) !== true) return null
  for (const { statements } of sent) for (const item of statements) context.onStatement(item)
  const ms = Math.round((performance.now() - started) / sent.length)
  return sent.map(({ stop, after, statements }) => {
    return { stop, after, statements: statements.length, ms }
  })
}

/**
 * The next revision in one message, or several of a new database; `null` where it cannot be, or has
 * failed without a trace. The caller has told of the first one.
 */
export const runAtOnce = async (
  path: readonly Stop[],
  context: MigrateContext,
  at: Position,
): Promise<readonly Ran[] | null> => {
  // Locks are waited for in turns, which one message cannot do; a hook needs the open transaction.
  if (context.limits !== null || hasHooks(context) || context.connection.atOnce === null)
    return null
  const sent = planMessages(path, context, at.state)
  for (let length = sent.length; length > 0; length >>= 1) {
    requireGoing(context)
    const ran = await sendAtOnce(sent.slice(0, length), context, at.from)
    if (ran === null) continue
    for (const { stop } of ran.slice(1)) context.onRevision(stop)
    return ran
  }
  return null
}
