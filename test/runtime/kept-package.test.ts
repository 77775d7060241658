import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openRequests } from '../../src/runtime/load.ts'
import { makeFolder } from '../support/folder.ts'

const PACKAGE =
  '{ "name": "kit", "type": "module", "exports": { ".": "./index.js", "./core": "./core.js", "./more": "./more.js" } }'

const kit = (at: string, value: string): Record<string, string> => ({
  [`${at}node_modules/kit/package.json`]: PACKAGE,
  [`${at}node_modules/kit/index.js`]: `export { shared } from './shared.js'\n`,
  [`${at}node_modules/kit/core.js`]: `export { shared as core } from './shared.js'\n`,
  [`${at}node_modules/kit/more.js`]: `export { shared as more } from './shared.js'\n`,
  [`${at}node_modules/kit/shared.js`]: `export const shared = { value: '${value}' }\n`,
})

/** A folder with a cache of its own: the packages of the others are links. */
const place = (files: Readonly<Record<string, string>>): string => {
  const folder = makeFolder(files)
  rmSync(join(folder, 'node_modules/.cache'), { recursive: true, force: true })
  return folder
}

const load = async (folder: string): Promise<readonly Readonly<Record<string, unknown>>[]> => {
  const { modules } = await openRequests(
    [
      { specifier: 'kit', from: folder },
      { specifier: 'kit/core', from: folder },
      { specifier: 'kit/absent', from: folder, optional: true },
      { specifier: join(folder, 'main.ts'), from: folder },
    ],
    { inline: 'kit' },
  )
  return modules
}

const keptIn = (folder: string): readonly string[] =>
  readdirSync(join(folder, 'node_modules/.cache/diffkit')).filter((name) => name.endsWith('.json'))

const MAIN =
  "import { shared } from 'kit'\nimport { core } from 'kit/core'\nexport { shared, core }\n"

test('a package is kept, and its modules are one instance with the files', async () => {
  const folder = place({ ...kit('', 'first'), 'main.ts': MAIN })
  for (const _run of [1, 2]) {
    const [index, core, absent, main] = await load(folder)
    expect(main?.['shared']).toEqual({ value: 'first' })
    expect(main?.['shared']).toBe(index?.['shared'])
    expect(main?.['core']).toBe(core?.['core'])
    expect(main?.['core']).toBe(main?.['shared'])
    expect(absent).toEqual({})
  }
  expect(keptIn(folder)).toHaveLength(1)
})

test('a file of the package that changes is read anew', async () => {
  const folder = place({ ...kit('', 'first'), 'main.ts': MAIN })
  await load(folder)
  writeFileSync(
    join(folder, 'node_modules/kit/shared.js'),
    "export const shared = { value: 'other' }\n",
  )
  const [, , , main] = await load(folder)
  expect(main?.['shared']).toEqual({ value: 'other' })
})

test('a kept file that is damaged is made anew', async () => {
  const folder = place({ ...kit('', 'first'), 'main.ts': MAIN })
  await load(folder)
  const cache = join(folder, 'node_modules/.cache/diffkit')
  for (const name of readdirSync(cache).filter((item) => !item.endsWith('.json'))) {
    for (const file of readdirSync(join(cache, name))) writeFileSync(join(cache, name, file), '')
  }
  const [, , , main] = await load(folder)
  expect(main?.['shared']).toEqual({ value: 'first' })
})

test('another module of the package is one instance with the rest', async () => {
  const folder = place({
    ...kit('', 'first'),
    'main.ts': `${MAIN}export { more } from 'kit/more'\n`,
  })
  const [index, , , main] = await load(folder)
  expect(main?.['more']).toBe(main?.['shared'])
  expect(index?.['shared']).toBe(main?.['shared'])
})

test('a file that finds another copy gets that one', async () => {
  const folder = place({
    ...kit('', 'first'),
    ...kit('inner/', 'second'),
    'main.ts': `${MAIN}export { inner } from './inner/model.ts'\n`,
    'inner/model.ts': "export { shared as inner } from 'kit'\n",
  })
  const [, , , main] = await load(folder)
  expect(main?.['shared']).toEqual({ value: 'first' })
  expect(main?.['inner']).toEqual({ value: 'second' })
})

test('without a place to write, nothing is kept', async () => {
  const folder = place({ ...kit('', 'first'), 'main.ts': MAIN })
  // Where the folder would be, for every user of the machine.
  writeFileSync(join(folder, 'node_modules/.cache'), 'a file')
  const [, , , main] = await load(folder)
  expect(main?.['shared']).toEqual({ value: 'first' })
})
