import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs'
import { realpathSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { build } from 'esbuild'
import { describe, expect, onTestFinished, test } from 'vitest'
import { keepPackage } from '../../src/runtime/kept/index.ts'
import { sha256 } from '../../src/runtime/kept/manifest.ts'
import { openRequests } from '../../src/runtime/load/load.ts'

const PACKAGE =
  '{ "name": "kit", "type": "module", "exports": { ".": { "require": "./index.cjs", "default": "./index.js" }, "./core": "./core.js", "./more": "./more.js" } }'

const kit = (at: string, value: string): Record<string, string> => ({
  [`${at}node_modules/kit/package.json`]: PACKAGE,
  [`${at}node_modules/kit/index.cjs`]: `exports.shared = { value: 'required' }\n`,
  [`${at}node_modules/kit/index.js`]: `export { shared } from './shared.js'\n`,
  [`${at}node_modules/kit/core.js`]: `export { shared as core } from './shared.js'\n`,
  [`${at}node_modules/kit/more.js`]: `export { shared as more } from './shared.js'\n`,
  [`${at}node_modules/kit/shared.js`]: `export const shared = { value: '${value}' }\n`,
})

const MAIN =
  "import { shared } from 'kit'\nimport { core } from 'kit/core'\nexport { shared, core }\n"

/** Until then the files of a package count as being written. */
const SETTLED_MS = 150

/** A folder with packages of its own: what is written into them is nobody else's. */
const place = async (files: Readonly<Record<string, string>>): Promise<string> => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'diffkit-test-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  await sleep(SETTLED_MS)
  return folder
}

const standard = (): Promise<string> => place({ ...kit('', 'first'), 'main.ts': MAIN })

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

const sharedOf = async (folder: string): Promise<unknown> => {
  const [index, , , main] = await load(folder)
  expect(main?.['shared']).toBe(index?.['shared'])
  return main?.['shared']
}

const cacheOf = (folder: string): string => join(folder, 'node_modules/.cache/diffkit')

const inCache = (folder: string, end: string): readonly string[] =>
  existsSync(cacheOf(folder))
    ? readdirSync(cacheOf(folder)).filter((name) => name.endsWith(end))
    : []

const bundlesIn = (folder: string): readonly string[] =>
  readdirSync(cacheOf(folder)).filter((name) => statSync(join(cacheOf(folder), name)).isDirectory())

const kept = (folder: string) => keepPackage('kit', ['kit', 'kit/core', 'kit/absent'], folder)

describe('a package', () => {
  test('is kept, and its modules are one instance with the files', async () => {
    const folder = await standard()
    for (const _run of [1, 2]) {
      const [index, core, absent, main] = await load(folder)
      expect(main?.['shared']).toEqual({ value: 'first' })
      expect(main?.['shared']).toBe(index?.['shared'])
      expect(main?.['core']).toBe(core?.['core'])
      expect(main?.['core']).toBe(main?.['shared'])
      expect(absent).toEqual({})
    }
    expect(inCache(folder, '.json')).toHaveLength(1)
    expect((await kept(folder))?.urls.size).toBe(2)
  })

  test('is read anew when a file of it changes, though size and time stay', async () => {
    const folder = await standard()
    await load(folder)
    const shared = join(folder, 'node_modules/kit/shared.js')
    const { atime, mtime } = statSync(shared)
    writeFileSync(shared, "export const shared = { value: 'other' }\n")
    utimesSync(shared, atime, mtime)
    expect(await sharedOf(folder)).toEqual({ value: 'other' })
    await sleep(SETTLED_MS)
    expect(await sharedOf(folder)).toEqual({ value: 'other' })
  })

  test('is read anew when another one stands in its place', async () => {
    const folder = await place({
      ...kit('', 'first'),
      ...kit('other/', 'second'),
      'main.ts': MAIN,
    })
    await load(folder)
    renameSync(join(folder, 'node_modules/kit'), join(folder, 'old'))
    renameSync(join(folder, 'other/node_modules/kit'), join(folder, 'node_modules/kit'))
    await sleep(SETTLED_MS)
    expect(await sharedOf(folder)).toEqual({ value: 'second' })
    expect(await sharedOf(folder)).toEqual({ value: 'second' })
  })

  test('that has only just been written is not kept', async () => {
    const folder = await standard()
    writeFileSync(join(folder, 'node_modules/kit/shared.js'), "export const shared = 'now'\n")
    expect(await sharedOf(folder)).toBe('now')
    expect(inCache(folder, '.json')).toEqual([])
    await sleep(SETTLED_MS)
    await load(folder)
    expect(inCache(folder, '.json')).toHaveLength(1)
  })

  test('that is made of another package, too, is not kept', async () => {
    const folder = await place({
      ...kit('', 'first'),
      'node_modules/kit/core.js': "export { other as core } from 'other'\n",
      'node_modules/other/package.json': '{ "type": "module", "exports": "./index.js" }',
      'node_modules/other/index.js': 'export const other = 1\n',
      'main.ts': MAIN,
    })
    expect(await sharedOf(folder)).toEqual({ value: 'first' })
    expect(inCache(folder, '.json')).toEqual([])
  })
})

describe('files that are not served', () => {
  test.each([
    ['by another module of the package', `${MAIN}export { more } from 'kit/more'\n`, 'first'],
    ['by require', `${MAIN}export const more = require('kit').shared\n`, 'required'],
  ])('%s load the package itself, and do not try again that day', async (_name, main, more) => {
    const folder = await place({ ...kit('', 'first'), 'main.ts': main })
    for (const _run of [1, 2]) {
      const [index, , , loaded] = await load(folder)
      expect(loaded?.['more']).toEqual({ value: more })
      expect(index?.['shared']).toBe(loaded?.['shared'])
    }
    expect(inCache(folder, '.declined')).toHaveLength(1)
    expect(await kept(folder)).toBeNull()
    const declined = join(cacheOf(folder), inCache(folder, '.declined')[0] ?? '')
    utimesSync(declined, new Date(0), new Date(0))
    expect(await kept(folder)).not.toBeNull()
  })

  test('because they find another copy get that one', async () => {
    const folder = await place({
      ...kit('', 'first'),
      ...kit('inner/', 'second'),
      'main.ts': `${MAIN}export { inner } from './inner/model.ts'\n`,
      'inner/model.ts': "export { shared as inner } from 'kit'\n",
    })
    const [, , , main] = await load(folder)
    expect(main?.['shared']).toEqual({ value: 'first' })
    expect(main?.['inner']).toEqual({ value: 'second' })
  })

  const VENDOR = {
    'vendor/kit/index.ts': "export { shared } from './core'\n",
    'vendor/kit/core.ts': "export const shared = { value: 'vendor' }\nexport { shared as core }\n",
  }
  const MAPPED =
    '{ "compilerOptions": { "paths": { "kit": ["./vendor/kit"], "kit/*": ["./vendor/kit/*"] } } }'

  test.each([
    ['by name', { 'tsconfig.json': MAPPED }],
    [
      'by a star',
      { 'tsconfig.json': '{ "compilerOptions": { "paths": { "*": ["./vendor/*"] } } }' },
    ],
    ['by a base', { 'tsconfig.json': '{ "compilerOptions": { "baseUrl": "./vendor" } }' }],
    ['by a jsconfig', { 'jsconfig.json': MAPPED }],
    ['by what is extended', { 'tsconfig.json': '{ "extends": "./base" }', 'base.json': MAPPED }],
    [
      'by one of those that are extended',
      {
        'tsconfig.json': '{ // first\n "extends": ["./strict.json", "shared/base.json"] }',
        'strict.json': '{ "compilerOptions": { "strict": true } }',
        'node_modules/shared/base.json': MAPPED.replaceAll('./vendor', '../../vendor'),
      },
    ],
  ])('because TypeScript is sent elsewhere %s get what stands there', async (_name, files) => {
    const folder = await place({ ...kit('', 'first'), ...VENDOR, 'main.ts': MAIN })
    expect(await sharedOf(folder)).toEqual({ value: 'first' })
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), text)
    }
    expect(await sharedOf(folder)).toEqual({ value: 'vendor' })
  })

  test('are none where other imports are sent elsewhere', async () => {
    const folder = await place({
      ...kit('', 'first'),
      'main.ts': MAIN,
      'tsconfig.json':
        '{ "compilerOptions": { "baseUrl": ".", "lib": ["es2023"], "paths": { "@/*": ["./*"], "kits": ["./x"] } }, "include": ["*"] }',
    })
    await load(folder)
    expect(inCache(folder, '.declined')).toEqual([])
    expect(await kept(folder)).not.toBeNull()
  })

  test('because they throw say so as they do without it', async () => {
    const folder = await place({
      ...kit('', 'first'),
      'main.ts': `${MAIN}\nthrow new Error('no models')\n`,
    })
    const data = { file: join(folder, 'main.ts'), line: 5, problem: 'no models' }
    await expect(load(folder)).rejects.toMatchObject({ code: 'MODULE_THROWS', data })
    expect(inCache(folder, '.declined')).toEqual([])
  })
})

describe('what is kept', () => {
  test.each([
    ['cut off', (text: string) => text.slice(0, text.length / 2)],
    ['empty', () => ''],
    ['changed by a letter', (text: string) => text.replace('first', 'worst')],
  ])('and %s is made anew', async (_name, damage) => {
    const folder = await standard()
    await load(folder)
    const [bundle = ''] = bundlesIn(folder)
    for (const file of readdirSync(join(cacheOf(folder), bundle))) {
      const path = join(cacheOf(folder), bundle, file)
      writeFileSync(path, damage(readFileSync(path, 'utf8')))
    }
    expect(await sharedOf(folder)).toEqual({ value: 'first' })
    expect(await sharedOf(folder)).toEqual({ value: 'first' })
    // Another process may still be reading the damaged one, so that it stays.
    expect(bundlesIn(folder)).toHaveLength(2)
  })

  test('and has lost a file, or its list, is made anew', async () => {
    const folder = await standard()
    await load(folder)
    const [list = ''] = inCache(folder, '.json')
    for (const text of ['', '{', '{}', '[]', 'null', '{"inputs":1,"outputs":1,"folder":1}']) {
      writeFileSync(join(cacheOf(folder), list), text)
      expect(await sharedOf(folder)).toEqual({ value: 'first' })
    }
    const [bundle = ''] = bundlesIn(folder)
    rmSync(join(cacheOf(folder), bundle, 'module0.mjs'))
    expect(await sharedOf(folder)).toEqual({ value: 'first' })
    expect(await kept(folder)).not.toBeNull()
  })

  test('and cannot be imported after all is done without', async () => {
    const folder = await standard()
    await load(folder)
    const [list = '', bundle = ''] = [...inCache(folder, '.json'), ...bundlesIn(folder)]
    const file = join(cacheOf(folder), bundle, 'module0.mjs')
    const text = readFileSync(join(cacheOf(folder), list), 'utf8')
    const damaged = "import './gone.mjs'\n"
    writeFileSync(
      join(cacheOf(folder), list),
      text.replace(sha256(readFileSync(file)), sha256(damaged)),
    )
    writeFileSync(file, damaged)
    expect((await kept(folder))?.urls.size).toBe(2)
    expect(await sharedOf(folder)).toEqual({ value: 'first' })
  })

  test('and was not used for a month goes when something else is kept', async () => {
    const folder = await standard()
    await load(folder)
    const names = readdirSync(cacheOf(folder))
    const old = new Date(Date.now() - 31 * 86_400_000)
    for (const name of names) utimesSync(join(cacheOf(folder), name), old, old)
    await load(folder)
    // To be read is to be used.
    for (const name of names) {
      expect(Date.now() - statSync(join(cacheOf(folder), name)).mtimeMs).toBeLessThan(86_400_000)
    }
    mkdirSync(join(cacheOf(folder), 'draft-of-one-that-was-killed'))
    utimesSync(join(cacheOf(folder), 'draft-of-one-that-was-killed'), old, old)
    await keepPackage('kit', ['kit'], folder)
    expect(readdirSync(cacheOf(folder))).toEqual(expect.arrayContaining(names))
    expect(inCache(folder, 'killed')).toEqual([])
  })
})

test('without a place to write nothing is kept', async () => {
  const folder = await standard()
  writeFileSync(join(folder, 'node_modules/.cache'), 'a file')
  expect(await sharedOf(folder)).toEqual({ value: 'first' })
  expect(await kept(folder)).toBeNull()
})

test('what is kept is read without writing', async () => {
  const folder = await standard()
  await load(folder)
  const before = statSync(cacheOf(folder)).mtimeMs
  await sleep(SETTLED_MS)
  await load(folder)
  expect(statSync(cacheOf(folder)).mtimeMs).toBe(before)
})

test('twenty processes that begin at once keep one bundle', { timeout: 120_000 }, async () => {
  const folder = await standard()
  const script = join(folder, 'load.mjs')
  await build({
    stdin: {
      contents: `import { openRequests } from './src/runtime/load/load.ts'
const from = ${JSON.stringify(folder)}
const { modules } = await openRequests([{ specifier: 'kit', from }, { specifier: from + '/main.ts', from }], { inline: 'kit' })
if (modules[0].shared !== modules[1].shared) throw new Error('two instances')
console.log(modules[1].shared.value)`,
      resolveDir: join(import.meta.dirname, '../..'),
    },
    outfile: script,
    bundle: true,
    format: 'esm',
    platform: 'node',
    external: ['esbuild'],
    tsconfigRaw: '{}',
  })
  const esbuild = join(import.meta.dirname, '../../node_modules/esbuild')
  writeFileSync(script, readFileSync(script, 'utf8').replaceAll('("esbuild")', `("${esbuild}")`))
  const run = (): Promise<string> =>
    new Promise((resolve) => {
      const child = spawn(process.execPath, [script])
      let text = ''
      child.stdout.on('data', (part) => (text += String(part)))
      child.stderr.on('data', (part) => (text += String(part)))
      child.once('close', (code) => resolve(`${code} ${text.trim()}`))
    })
  const answers = await Promise.all(Array.from({ length: 20 }, run))
  expect(new Set(answers)).toEqual(new Set(['0 first']))
  expect(readdirSync(cacheOf(folder)).filter((name) => name.startsWith('draft-'))).toEqual([])
  expect(bundlesIn(folder)).toHaveLength(1)
  expect(inCache(folder, '.json')).toHaveLength(1)
})
