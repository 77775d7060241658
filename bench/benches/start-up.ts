/** What the smallest commands cost. */
import type { Bench } from '../bench.ts'
import { measure } from '../measure.ts'
import { diffkit, drizzleKit } from '../projects.ts'

export const bench: Bench = {
  name: 'start-up',
  comparisons: async function* ({ dialects, projects, folder, server }) {
    const here = folder('start-up')
    yield {
      what: '--help',
      dialect: null,
      tables: null,
      sides: [
        diffkit(here, ['--help'], { says: 'Usage: diffkit' }),
        drizzleKit(here, ['--help'], { says: 'drizzle-kit' }),
        { name: 'node -e 0', args: ['-e', '0'], folder: here },
      ],
    }
    for (const dialect of dialects) {
      const pair = await projects.pair(dialect, 10)
      pair.diffkit.restore()
      await measure(diffkit(pair.diffkit.folder, ['upgrade']))
      const counted = dialect === 'postgresql' ? { server: await server() } : {}
      yield {
        what: 'current',
        dialect,
        tables: 10,
        sides: [diffkit(pair.diffkit.folder, ['current'], { ...counted, says: 'first' })],
      }
    }
  },
}
