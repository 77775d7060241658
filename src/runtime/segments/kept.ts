/** What gives way in one segment of a revision and comes back in another: the log keeps it meanwhile. */
import type { Kept } from '../../dialects/dialect.ts'
import { execute } from '../run/execute.ts'
import type { ExecuteContext } from '../run/execute.ts'
import type { Part } from '../run/parts.ts'
import { parseKept } from './progress.ts'

const readKept = async (
  settings: readonly string[],
  { connection, dialect }: ExecuteContext,
): Promise<Kept> => {
  const [row] = await connection.query(`SELECT ${dialect.segments.keptJson(settings)} AS kept`)
  return parseKept(JSON.parse(String(row?.['kept'])))
}

/**
 * Executes a segment within the caller's transaction. The session need not be the one that an
 * earlier segment had; answers also what waits for the next one.
 */
export const executeKeeping = async (
  found: readonly Part[],
  kept: Kept,
  context: ExecuteContext,
): Promise<{ readonly count: number; readonly kept: Kept }> => {
  const { connection, dialect, onStatement } = context
  for (const line of dialect.segments.restoreKept(kept)) await connection.execute(line)
  const settings = new Set<string>()
  const count = await execute(found, {
    ...context,
    onStatement: (statement) => {
      if (statement.keeps !== undefined) settings.add(statement.keeps)
      onStatement?.(statement)
    },
  })
  if (settings.size === 0) return { count, kept }
  const all = [...settings, ...Object.keys(kept).map(dialect.literal)]
  return { count, kept: await readKept([...new Set(all)], context) }
}
