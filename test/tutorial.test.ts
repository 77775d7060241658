import { spawnSync } from 'node:child_process'
import { closeSync, openSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { project, root } from './support/project.ts'

interface Block {
  readonly language: string
  /** What the HTML comment before the block says to do with it. */
  readonly task: string | null
  readonly text: string
}

const blocksOf = (page: string): readonly Block[] =>
  [...page.matchAll(/(?:<!-- (.+?) -->\n\n)?^```(\w+)\n([^]*?)^```$/gm)].map(
    ([, task, language = '', text = '']) => ({ language, task: task ?? null, text }),
  )

/** Ids in the order in which they appear, and nothing that differs from run to run. */
const stable = (text: string, ids: Map<string, string>): string =>
  text
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replaceAll(/\d{14}(?=_)/g, 'DATE')
    .replaceAll(/\d+ ms\b/g, 'MS')
    .replaceAll(/(?<![0-9a-f])[0-9a-f]{12}(?![0-9a-f])/g, (id) => {
      const name = ids.get(id) ?? `ID${ids.size + 1}`
      ids.set(id, name)
      return name
    })

const wordsOf = (line: string): readonly string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '')

/** Both streams in one file, in the order in which a terminal would show them. */
const diffkit = (folder: string, args: readonly string[]): string => {
  const file = join(folder, 'output')
  const descriptor = openSync(file, 'w')
  const { DATABASE_URL: _, ...env } = process.env
  spawnSync(process.execPath, [join(root, 'bin/diffkit.js'), ...args], {
    cwd: folder,
    env: { ...env, NO_COLOR: '1' },
    stdio: ['ignore', descriptor, descriptor],
  })
  closeSync(descriptor)
  return readFileSync(file, 'utf8')
}

const runLine = (folder: string, line: string): string => {
  const [program, ...args] = wordsOf(line.slice(2))
  if (program === 'diffkit') return diffkit(folder, args)
  const [file = '', sql = ''] = args
  const database = new Database(join(folder, file))
  database.exec(sql)
  database.close()
  return ''
}

const transcript = (folder: string, { text }: Block): string =>
  text
    .split('\n')
    .filter((line) => line.startsWith('$ '))
    .map((line) => `${line}\n${runLine(folder, line)}`)
    .join('')

const migrationOf = (folder: string, slug: string): string => {
  const name = readdirSync(join(folder, 'migrations')).find((file) => file.endsWith(`${slug}.ts`))
  return join(folder, 'migrations', name ?? slug)
}

const UPGRADE = /^export function upgrade[^]*?^}\n/m

/** Does what a block says; answers what the page should show there. */
const perform = async (folder: string, block: Block): Promise<string> => {
  if (block.language === 'console') return transcript(folder, block)
  const [verb, target = ''] = /^(\w+)(?: of)? (.+)$/.exec(block.task ?? '')?.slice(1) ?? []
  if (verb === 'shows') return readFileSync(migrationOf(folder, target), 'utf8')
  if (verb === 'upgrade') {
    const file = migrationOf(folder, target)
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace(UPGRADE, () => block.text),
    )
  } else {
    writeFileSync(join(folder, target), block.text)
  }
  return block.text
}

test('the tutorial shows what happens', { timeout: 120_000 }, async () => {
  const page = readFileSync(join(root, 'docs/tutorial.md'), 'utf8')
  const { folder } = await project({ 'package.json': '{ "type": "module" }', 'schema/.keep': '' })
  const [shown, happened] = [new Map<string, string>(), new Map<string, string>()]
  const blocks = blocksOf(page)
  expect(blocks.filter(({ language }) => language === 'console').length).toBeGreaterThan(5)
  for (const block of blocks) {
    const actual = await perform(folder, block)
    expect(stable(actual, happened)).toBe(stable(block.text, shown))
  }
})
