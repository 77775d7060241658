import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { diff } from '../../src/diff/index.ts'
import { postgres } from '../../src/dialects/postgres/index.ts'
import { definitions, reverseAll } from '../../src/operations/index.ts'
import { renderMigration } from '../../src/render/migration.ts'
import { readProgramText } from '../../src/revisions/program-text.ts'
import { loadModules } from '../../src/runtime/load/load.ts'
import { record } from '../../src/runtime/history/record.ts'
import { moduleOfText } from '../../src/runtime/history/replay-text.ts'
import { arbitraryPair } from '../support/arbitrary-schema.ts'
import { makeFolder } from '../support/folder.ts'
import { root } from '../support/project.ts'
import { postgresSpace } from '../support/schema-space.ts'

const HEADER = `import type { Operations } from 'diffkit'

export const revision = 'a1f3'
export const downRevision = null
`

const migration = (upgrade: string, head = '(op: Operations): void'): string =>
  `${HEADER}
export function upgrade${head} {
${upgrade}
}

export function downgrade(): void {}
`

/** What a text records when it is read, and when it is run. */
const bothWays = async (text: string) => {
  const file = join(makeFolder(), 'migration.ts')
  writeFileSync(file, text)
  const ran = (await loadModules([file])).get(file) ?? {}
  const program = readProgramText(text)
  if (program === null) throw new Error(`not read:\n${text}`)
  const read = moduleOfText(program)
  const programs = (module: Readonly<Record<string, unknown>>) => [
    record(module, 'upgrade', { file }),
    record(module, 'downgrade', { file }),
  ]
  return { read: programs(read), ran: programs(ran) }
}

describe('a migration that only holds plain calls', () => {
  test('of generated changes records the same, read or run', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryPair(postgresSpace), async ({ before, after }) => {
        const options = { features: postgres.features, renames: [] }
        const upgrade = diff(before, after, options)
        const text = await renderMigration({
          revision: 'a1f3',
          down: [],
          branchLabels: [],
          dependsOn: [],
          message: 'change',
          createdAt: '2026-11-20T23:06:00Z',
          upgrade,
          downgrade: reverseAll(upgrade, before),
          hazards: { upgrade: [], downgrade: [] },
          folder: root,
        })
        const { read, ran } = await bothWays(text)
        expect(read).toEqual(ran)
      }),
      { numRuns: 15 },
    )
  })

  test.each(readdirSync(join(root, 'migrations')))(
    '%s is read as it runs, or not at all',
    async (name) => {
      const text = readFileSync(join(root, 'migrations', name), 'utf8')
      if (readProgramText(text) === null) {
        expect(text).toMatch(/op\.(run|sql)\(/)
        return
      }
      const { read, ran } = await bothWays(text)
      expect(read).toEqual(ran)
    },
  )

  test.each([
    `op.dropTable('it\\'s')`,
    `op.dropTable("\\u0041\\x42\\u{1F600}\\n\\\\n\\t\\"")`,
    'op.dropTable(`users`);op.dropTable("posts");',
    `/* one */ op.dropTable('users') // two\n  // three\n  op.dropTable({ namespace: "auth", 'name': 'a', })`,
    `op.addColumn('users', { name: 'n', type: 'integer', default: '-1.5e3', nullable: false },)`,
    `op.batch('users', (table) => {\n table.dropColumn('a')\n table.dropIndex('b') })`,
    `op.batch('users', (table) => {\n table.dropColumn('a')\n}, { recreate: 'always' })`,
    `op.sql('select 1; -- }', null)`,
  ])('is read as it runs: %s', async (upgrade) => {
    const { read, ran } = await bothWays(migration(upgrade))
    expect(read).toEqual(ran)
  })

  test('may have a parameter of any name, and types left out', async () => {
    const { read, ran } = await bothWays(migration(`steps.dropTable('users')`, '(steps)'))
    expect(read).toEqual(ran)
    expect(read[0]).toEqual([definitions.dropTable.create('users')])
  })
})

describe('a migration is left to be run', () => {
  test.each([
    ['a data step', `op.run(async (db) => { await db.execute('select 1') })`],
    ['a declared effect', `op.sql('x', null, { effects: (op) => { op.dropTable('a') } })`],
    ['a loop', `for (const name of ['a', 'b']) op.dropTable(name)`],
    ['a computed value', `op.dropTable('a' + 'b')`],
    ['a template with a value', 'op.dropTable(`a${1}`)'],
    ['a spread', `op.dropTable(...['a'])`],
    ['a name from outside', `op.dropTable(users)`],
    ['an outer builder in a batch', `op.batch('users', (table) => { op.dropTable('a') })`],
    ['two calls on one line', `op.dropTable('a') op.dropTable('b')`],
    ['an octal escape', `op.dropTable('\\07')`],
    ['a prototype', `op.dropTable({ __proto__: { name: 'a' } })`],
    ['a chained call', `op.dropTable('a').then()`],
  ])('%s', (_what, upgrade) => {
    expect(readProgramText(migration(upgrade))).toBeNull()
  })

  test('when something stands beside the functions', () => {
    const text = migration(`op.dropTable('a')`)
    expect(readProgramText(text)).not.toBeNull()
    expect(readProgramText(`${text}\nconst x = 1\n`)).toBeNull()
    expect(readProgramText(text.replace('function upgrade', 'async function upgrade'))).toBeNull()
  })
})
