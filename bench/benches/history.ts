/** What it costs to know a long history: no migration is run, and none is loaded. */
import type { Bench, Comparison, Context } from '../bench.ts'
import { idOf, migrationText } from '../line.ts'
import { measure } from '../measure.ts'
import { diffkit, diffkitConfig, makeFolder } from '../projects.ts'

interface Ask {
  readonly command: string
  readonly says: string
  readonly cpu: number
}

const ASKS: Readonly<Record<number, readonly Ask[]>> = {
  500: [
    { command: 'history', says: `base -> ${idOf(0)}`, cpu: 0.4 },
    { command: 'heads', says: idOf(499), cpu: 0.4 },
    { command: 'current', says: `${idOf(499)} (head)`, cpu: 0.4 },
  ],
  5000: [{ command: 'heads', says: idOf(4999), cpu: 1 }],
}

const folderOf = async ({ folder }: Context, count: number): Promise<string> => {
  const here = folder(`history-${count}`)
  const files = Array.from({ length: count }, (_, number) => [
    `migrations/2026_${idOf(number)}.ts`,
    migrationText('sqlite', number),
  ])
  makeFolder(here, {
    'diffkit.config.ts': diffkitConfig('sqlite', 'sqlite:./app.db', null),
    ...Object.fromEntries(files),
  })
  await measure(diffkit(here, ['stamp', 'head']))
  return here
}

export const bench: Bench = {
  name: 'history',
  comparisons: async function* (context) {
    for (const [count, asks] of Object.entries(ASKS)) {
      const folder = await folderOf(context, Number(count))
      for (const { command, says, cpu } of asks) {
        yield {
          what: `${command}, ${count} revisions`,
          dialect: null,
          tables: null,
          goal: { cpu },
          sides: [diffkit(folder, [command], { says })],
        } satisfies Comparison
      }
    }
  },
}
