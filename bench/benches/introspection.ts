/** `check --database` beside `drizzle-kit pull`: both read the whole database. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Bench, Comparison, Context, Dialect } from '../bench.ts'
import { measure } from '../measure.ts'
import { diffkit, drizzleKit } from '../projects.ts'

/** Beyond this pull does not end within minutes on PostgreSQL. */
const PULL_LIMIT = 100

const comparisonOf = async (
  context: Context,
  dialect: Dialect,
  tables: number,
): Promise<Comparison> => {
  const pair = await context.projects.pair(dialect, tables)
  const [ours, theirs] = [pair.diffkit.folder, pair.drizzle.folder]
  pair.diffkit.restore()
  await measure(diffkit(ours, ['upgrade']))
  const server = dialect === 'postgresql' ? await context.server() : null
  const counted = server === null ? {} : { server }
  const check = diffkit(ours, ['check', '--database'], {
    ...counted,
    says: 'it equals the history',
  })
  const pull = drizzleKit(theirs, ['pull', '--config', 'pull.config.ts'], {
    ...counted,
    before: () => rmSync(join(theirs, 'pulled'), { recursive: true, force: true }),
    says: 'Your SQL migration file',
  })
  const large = tables === 1000
  return {
    what: 'check --database',
    dialect,
    tables,
    goal: !large ? {} : server === null ? { ratio: 0.06, peak: 150 } : { cpu: 1.5 },
    sides: server === null || tables <= PULL_LIMIT ? [check, pull] : [check],
    ...(server === null
      ? {}
      : { counts: async () => ({ statements: await server.statements(() => measure(check)) }) }),
  }
}

export const bench: Bench = {
  name: 'introspection',
  comparisons: async function* (context) {
    for (const dialect of context.dialects) {
      for (const tables of context.tables) yield await comparisonOf(context, dialect, tables)
    }
  },
}
