/** `check --models` beside `drizzle-kit generate`, when nothing has changed. */
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
        }
        yield {
          what: 'check --models',
          dialect,
          tables: count,
          goal: count === 100 ? { ratio: 0.55 } : {},
          sides: [
            diffkit(pair.diffkit.folder, ['check', '--models'], { before, says: 'they equal' }),
            drizzleKit(pair.drizzle.folder, ['generate'], { before, says: 'No schema changes' }),
          ],
        }
      }
    }
  },
}
