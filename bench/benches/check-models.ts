/**
 * `check --models` beside `drizzle-kit generate`: the first one, which reads the models and no history,
 * is what the goal is set by; beside it the one that finds nothing changed.
 */
import type { Bench } from '../bench.ts'
import { diffkit, drizzleKit } from '../projects.ts'

export const bench: Bench = {
  name: 'check-models',
  comparisons: async function* ({ dialects, tables, projects }) {
    for (const dialect of dialects) {
      for (const count of tables) {
        const pair = await projects.pair(dialect, count)
        const before = (): void => {
          pair.diffkit.models('base')
          pair.drizzle.models('base')
          pair.diffkit.restore()
          pair.drizzle.restore()
        }
        const first = (): void => {
          before()
          pair.drizzle.clear()
        }
        yield {
          what: 'check --models',
          dialect,
          tables: count,
          goal: count === 100 ? { ratio: 0.55 } : {},
          sides: [
            diffkit(pair.diffkit.folder, ['check', '--models'], { before, says: 'they equal' }),
            drizzleKit(pair.drizzle.folder, ['generate'], {
              name: 'drizzle-kit generate, first',
              before: first,
              says: 'Your SQL migration file',
            }),
            drizzleKit(pair.drizzle.folder, ['generate'], {
              name: 'drizzle-kit generate, nothing',
              before,
              says: 'No schema changes',
            }),
          ],
        }
      }
    }
  },
}
