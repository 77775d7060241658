import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { importUserModule, loadModules, openRequests } from '../../src/runtime/load/load.ts'
import { findPlace, readyMaps } from '../../src/runtime/load/source-lines.ts'
import { makeFolder } from '../support/folder.ts'

const loadOne = async (files: Readonly<Record<string, string>>, name = 'main.ts') => {
  const file = join(makeFolder(files), name)
  return (await loadModules([file])).get(file) ?? {}
}

describe('the loader', () => {
  test('loads TypeScript with enums, JSON and a .js suffix for a .ts file', async () => {
    const module = await loadOne({
      'main.ts': `import data from './data.json'\nimport { two } from './two.js'\nenum Mood { Sad, Happy }\nexport const all = [data.one, two, Mood.Happy] as const`,
      'data.json': '{ "one": 1 }',
      'two.ts': 'export const two: number = 2',
    })
    expect(module['all']).toEqual([1, 2, 1])
  })

  test('follows the paths of the tsconfig', async () => {
    const module = await loadOne({
      'main.ts': `export { users } from '@/db/users'`,
      'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
      'src/db/users.ts': `export const users = 'users'`,
    })
    expect(module['users']).toBe('users')
  })

  test('gives each file its own place', async () => {
    const folder = makeFolder({
      'main.ts': `import { inner } from './sub/inner'\nexport { inner }\nexport const here = import.meta.url`,
      'sub/inner.ts': 'export const inner = [__dirname, __filename]',
    })
    const file = join(folder, 'main.ts')
    const module = (await loadModules([file])).get(file)
    expect(module?.['here']).toBe(pathToFileURL(file).href)
    expect(module?.['inner']).toEqual([join(folder, 'sub'), join(folder, 'sub/inner.ts')])
  })

  test('shares what two files import, and the installed copy of drizzle-orm', async () => {
    const folder = makeFolder({
      'users.ts': `import { sqliteTable, integer } from 'drizzle-orm/sqlite-core'\nexport const users = sqliteTable('users', { id: integer() })`,
      'posts.ts': `import { users } from './users'\nexport { users }`,
    })
    const paths = [join(folder, 'users.ts'), join(folder, 'posts.ts')]
    const [users, posts] = (await loadModules(paths)).values()
    expect(posts?.['users']).toBe(users?.['users'])
    const orm = await importUserModule('drizzle-orm', folder)
    expect(orm['Table']).toBe((await import('drizzle-orm')).Table)
  })

  test('bundles a workspace package whose entry is TypeScript', async () => {
    const folder = makeFolder({
      'packages/db/package.json': '{ "name": "@app/db", "main": "./index.ts" }',
      'packages/db/index.ts': 'export const name: string = "db"',
      'app/main.ts': `export { name } from '@app/db'`,
    })
    mkdirSync(join(folder, 'app/node_modules/@app'), { recursive: true })
    symlinkSync(join(folder, 'packages/db'), join(folder, 'app/node_modules/@app/db'))
    const file = join(folder, 'app/main.ts')
    expect((await loadModules([file])).get(file)?.['name']).toBe('db')
  })

  test('lets CommonJS files be, and lets others require', async () => {
    const module = await loadOne({
      'package.json': '{ "type": "commonjs" }',
      'main.ts': `const path = require('node:path')\nconst old = require('./old.js')\nexport const all = [typeof path.join, old.name]`,
      'old.js': `exports.name = 'old'`,
    })
    expect(module['all']).toEqual(['function', 'old'])
  })

  test('resolves diffkit itself where it is not installed', async () => {
    const module = await loadOne({
      'main.ts': `import { defineConfig } from 'diffkit'\nexport const kind = typeof defineConfig`,
    })
    expect(module['kind']).toBe('function')
  })

  test('leaves nothing in the temporary folder', async () => {
    const before = readdirSync(tmpdir()).filter((name) => /^diffkit-\w{6}$/.test(name))
    await loadOne({ 'main.ts': 'export {}' })
    const fresh = readdirSync(tmpdir()).filter((name) => /^diffkit-\w{6}$/.test(name))
    expect(fresh.filter((name) => !before.includes(name) && existsSync(name))).toEqual([])
  })
})

describe('a file that cannot be loaded', () => {
  test('names the line of a syntax error', async () => {
    await expect(
      loadOne({ 'main.ts': 'export const a = 1\nexport const = 2' }),
    ).rejects.toMatchObject({
      code: 'MODULE_SYNTAX',
      data: { file: expect.stringMatching(/main\.ts$/), line: 2 },
    })
  })

  test('names the line that imports what is not there', async () => {
    const files = { 'main.ts': `\nimport { z } from 'not-installed'\nexport const y = z` }
    await expect(loadOne(files)).rejects.toMatchObject({
      code: 'MODULE_NOT_FOUND',
      data: { line: 2, specifier: 'not-installed' },
    })
  })

  test('names the line that throws, in the file that throws', async () => {
    const folder = makeFolder({
      'good.ts': 'export const good = 1',
      'bad.ts': `interface Long {\n  name: string\n}\nimport './deep'`,
      'deep.ts': `type A = 1\nexport const a: A = 1\n\nthrow new Error('DATABASE_URL is not set.')`,
    })
    const paths = [join(folder, 'good.ts'), join(folder, 'bad.ts')]
    await expect(loadModules(paths)).rejects.toMatchObject({
      code: 'MODULE_THROWS',
      data: { file: join(folder, 'deep.ts'), line: 4, problem: 'DATABASE_URL is not set' },
    })
  })

  test('names the file even when what is thrown is no error', async () => {
    const folder = makeFolder({ 'good.ts': 'export {}', 'bad.ts': `throw 'no'` })
    const paths = [join(folder, 'good.ts'), join(folder, 'bad.ts')]
    await expect(loadModules(paths)).rejects.toMatchObject({
      code: 'MODULE_THROWS',
      data: { file: join(folder, 'bad.ts'), problem: 'no' },
    })
  })

  test('names the file that imports a name that a package does not export', async () => {
    const files = { 'main.ts': `\nimport { nothing } from 'drizzle-orm'\nexport const a = nothing` }
    await expect(loadOne(files)).rejects.toMatchObject({
      code: 'MODULE_THROWS',
      data: { file: expect.stringMatching(/main\.ts$/), problem: expect.stringMatching(/nothing/) },
    })
  })
})

test('a function that throws later is found by its line', async () => {
  const folder = makeFolder({
    'main.ts': `interface A {\n  a: 1\n}\nexport function upgrade() {\n  throw new Error('later')\n}`,
  })
  const file = join(folder, 'main.ts')
  const { upgrade } = (await loadModules([file])).get(file) as { upgrade: () => void }
  writeFileSync(file, '')
  let place: unknown = null
  try {
    upgrade()
  } catch (error) {
    place = findPlace(error)
  }
  expect(place).toEqual({ file, line: 5 })
})

describe('a bundle whose map is made late', () => {
  const TEXT = 'export const users = 1\n\nexport const fail = () => {\n  throw new Error()\n}\n'

  const thrown = async (change: (file: string) => void): Promise<readonly [string, unknown]> => {
    const folder = makeFolder({ 'main.ts': TEXT })
    const file = join(folder, 'main.ts')
    const request = { specifier: file, from: folder }
    const { modules, sources } = await openRequests([request], { lateMap: true })
    expect(sources()).toEqual([file])
    const { fail } = modules[0] as { fail: () => void }
    change(file)
    try {
      fail()
    } catch (error) {
      return [file, error]
    }
    return [file, null]
  }

  test('tells the line of an error once that has been asked for', async () => {
    const [file, error] = await thrown(() => {})
    expect(findPlace(error)).toBeNull()
    await Promise.all([readyMaps(error), readyMaps(error)])
    expect(findPlace(error)).toEqual({ file, line: 4 })
  })

  test('tells no line of a text that has changed', async () => {
    const [, error] = await thrown((file) => writeFileSync(file, `export const one = 1\n${TEXT}`))
    await readyMaps(error)
    expect(findPlace(error)).toBeNull()
  })
})
