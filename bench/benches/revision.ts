/** `revision` beside `drizzle-kit generate`: with nothing changed, and with one table in a hundred. */
import type { Bench, Comparison, Context, Dialect, Goal } from '../bench.ts'
import { diffkit, drizzleKit } from '../projects.ts'

const changedGoal = (dialect: Dialect, tables: number): Goal => {
  if (tables === 1000) return { ratio: 0.6 }
  return tables === 100 ? { ratio: dialect === 'sqlite' ? 1.3 : 1.5 } : {}
}

const comparisonsOf = async (
  context: Context,
  dialect: Dialect,
  tables: number,
): Promise<readonly Comparison[]> => {
  const pair = await context.projects.pair(dialect, tables)
  // A proof on PostgreSQL makes the server work.
  const server = dialect === 'postgresql' ? { server: await context.server() } : {}
  const same = (): void => {
    pair.diffkit.models('base')
    pair.drizzle.models('base')
    pair.diffkit.restore()
    pair.drizzle.restore()
  }
  const changed = (): void => {
    pair.diffkit.models('changed')
    pair.drizzle.models('changed')
    pair.diffkit.restore()
    pair.drizzle.restore()
  }
  const [ours, theirs] = [pair.diffkit.folder, pair.drizzle.folder]
  return [
    {
      what: 'revision, nothing changed',
      dialect,
      tables,
      goal: { ratio: 0.6 },
      sides: [
        diffkit(ours, ['revision', '-m', 'none'], {
          ...server,
          before: same,
          says: 'No difference',
        }),
        drizzleKit(theirs, ['generate'], { before: same, says: 'No schema changes' }),
      ],
    },
    {
      what: 'revision, 1 % changed',
      dialect,
      tables,
      goal: changedGoal(dialect, tables),
      sides: [
        diffkit(ours, ['revision', '-m', 'change', '--require-verified'], {
          ...server,
          before: changed,
          says: 'verified: upgrade and downgrade were run',
        }),
        drizzleKit(theirs, ['generate'], { before: changed, says: 'Your SQL migration file' }),
      ],
    },
  ]
}

export const bench: Bench = {
  name: 'revision',
  comparisons: async function* (context) {
    for (const dialect of context.dialects) {
      for (const tables of context.tables) yield* await comparisonsOf(context, dialect, tables)
    }
  },
}
