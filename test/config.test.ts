import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { defineConfig } from '../src/config.ts'
import { resolveUrl } from '../src/runtime/config/database-url.ts'
import { loadConfig } from '../src/runtime/config/load.ts'
import type { LoadConfigOptions } from '../src/runtime/config/load.ts'
import { makeFolder } from './support/folder.ts'

const load = (cwd: string, options: Partial<LoadConfigOptions> = {}) =>
  loadConfig({ cwd, configPath: null, db: null, url: null, ...options })

const write = (body: string): string =>
  `import { defineConfig } from 'diffkit'\nexport default defineConfig(${body})\n`

const small = `{ dialect: 'sqlite', schema: './schema/*.ts' }`

afterEach(() => {
  for (const name of ['DIFFKIT_TEST_FILE', 'DIFFKIT_TEST_KEPT']) delete process.env[name]
})

describe('the configuration', () => {
  test('has a value for every key', async () => {
    const folder = makeFolder({ 'diffkit.config.ts': write(small) })
    expect(await load(folder)).toEqual({
      file: join(folder, 'diffkit.config.ts'),
      folder,
      dialect: 'sqlite',
      engine: null,
      schema: ['./schema/*.ts'],
      url: null,
      maskedUrl: null,
      migrations: join(folder, 'migrations'),
      branchFolders: {},
      snapshots: join(folder, 'snapshots'),
      namespaces: null,
      include: [],
      exclude: [],
      versionTable: { name: 'diffkit_version', namespace: null },
      casing: null,
      scratch: null,
      scratchSetup: [],
      target: '3.35',
      fileName: '{date}_{revision}_{slug}',
      dataLoss: 'allow',
      lint: {},
      rewrite: null,
      safety: 'plain',
      filter: null,
      compare: null,
      afterWrite: null,
      beforeRevision: null,
      afterRevision: null,
      lockTimeout: 30_000,
      vars: {},
      statementTimeout: null,
    })
  })

  test('resolves its paths from its own folder, and --url from the working directory', async () => {
    const folder = makeFolder({
      'config/db.config.mts': write(`{
        dialect: 'sqlite', schema: ['./a.ts', './b.ts'], url: 'sqlite:./dev.db', migrations: '../m',
        scratchSetup: './setup.sql', target: { sqlite: '3.53' }, rewrite: (operations) => operations,
      }`),
      'sub/x': '',
    })
    const cwd = join(folder, 'sub')
    const options = { configPath: '../config/db.config.mts' }
    expect(await load(cwd, options)).toMatchObject({
      folder: join(folder, 'config'),
      url: `sqlite:${join(folder, 'config/dev.db')}`,
      migrations: join(folder, 'm'),
      scratchSetup: [join(folder, 'config/setup.sql')],
      target: '3.53',
      rewrite: expect.any(Function),
    })
    const other = await load(cwd, { ...options, url: 'file:other.db' })
    expect(other.url).toBe(`file:${join(cwd, 'other.db')}`)
  })

  test('reads .env beside it, which never overrides the environment', async () => {
    process.env['DIFFKIT_TEST_KEPT'] = 'kept'
    const folder = makeFolder({
      '.env': 'DIFFKIT_TEST_FILE="a b.db"\nDIFFKIT_TEST_KEPT=lost\n',
      'diffkit.config.ts': write(`{
        dialect: 'sqlite', schema: 'x', url: 'sqlite:/' + process.env['DIFFKIT_TEST_FILE'],
        migrations: process.env['DIFFKIT_TEST_KEPT'] ?? '',
      }`),
    })
    const config = await load(folder)
    expect(config.url).toBe('sqlite:/a b.db')
    expect(config.migrations).toBe(join(folder, 'kept'))
  })

  test('masks the password of its URL', async () => {
    const url = 'postgres://diffkit:secret@localhost/app'
    const folder = makeFolder({
      'diffkit.config.ts': write(`{ dialect: 'postgresql', schema: 'x', url: '${url}' }`),
    })
    const config = await load(folder)
    expect(config.url).toBe(url)
    expect(config.maskedUrl).not.toContain('secret')
    expect(config.target).toBe('connected')
  })

  test('may hold several databases that share keys', async () => {
    const folder = makeFolder({
      'diffkit.config.ts': write(`{
        dialect: 'sqlite', casing: 'snake_case',
        databases: {
          app: { schema: './app.ts', migrations: './app' },
          log: { schema: './log.ts', dialect: 'postgresql' },
        },
      }`),
    })
    expect(await load(folder, { db: 'app' })).toMatchObject({
      dialect: 'sqlite',
      casing: 'snake_case',
      schema: ['./app.ts'],
    })
    expect(await load(folder, { db: 'log' })).toMatchObject({
      dialect: 'postgresql',
      target: 'connected',
    })
    await expect(load(folder)).rejects.toMatchObject({
      code: 'CONFIG_NO_DATABASE',
      data: { name: null, names: ['app', 'log'] },
    })
    await expect(load(folder, { db: 'blog' })).rejects.toMatchObject({ code: 'CONFIG_NO_DATABASE' })
  })

  test('is what was defined', () => {
    const config = { dialect: 'sqlite', schema: 'x' } as const
    expect(defineConfig(config)).toBe(config)
  })
})

describe('a configuration that cannot be used', () => {
  test('is absent', async () => {
    await expect(load(makeFolder())).rejects.toMatchObject({
      code: 'CONFIG_NOT_FOUND',
      message: expect.stringContaining('diffkit.config.ts'),
    })
    const named = load(makeFolder(), { configPath: 'my.config.ts' })
    await expect(named).rejects.toMatchObject({ message: expect.stringContaining('my.config.ts') })
  })

  test.each([
    [`{ dialect: 'sqlite', shcema: 'x' }`, 'shcema', 'schema'],
    [`{ dialect: 'sqlite', schema: 'x', target: { sqllite: '3' } }`, 'target.sqllite', 'sqlite'],
    [`{ databases: { app: { url_: 'x' } } }`, 'databases.app.url_', 'url'],
    [`{ dialect: 'sqlite', schema: 'x', entirelyDifferent: 1 }`, 'entirelyDifferent', null],
  ])('has an unknown key: %s', async (body, key, nearest) => {
    const folder = makeFolder({ 'diffkit.config.js': `export default ${body}` })
    await expect(load(folder)).rejects.toMatchObject({
      code: 'CONFIG_UNKNOWN_KEY',
      data: { key, nearest },
    })
  })

  test.each([
    [`{ schema: 'x' }`, /`dialect` is missing/],
    [`{ dialect: 'mysql', schema: 'x' }`, /`dialect`: 'sqlite' or 'postgresql'/],
    [`{ dialect: 'sqlite' }`, /`schema` is missing/],
    [`{ dialect: 'sqlite', schema: [1] }`, /`schema/],
    [`{ dialect: 'sqlite', schema: 'x', lockTimeout: '5s' }`, /`lockTimeout`: a number/],
    [`{ dialect: 'sqlite', schema: 'x', fileName: '{slug}' }`, /`fileName`: it must contain/],
    [`{ dialect: 'sqlite', schema: 'x', rewrite: 1 }`, /`rewrite`: a function/],
    [`{ dialect: 'sqlite', schema: 'x', lint: { DK102: 'loud' } }`, /`lint.DK102`: 'off'/],
    ['undefined', /default export/],
  ])('has a wrong value: %s', async (body, message) => {
    const folder = makeFolder({ 'diffkit.config.ts': `export default ${body}` })
    await expect(load(folder)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringMatching(message),
    })
  })

  test.each([
    ['postgres://diffkit:secret@localhost/app', /is of dialect postgresql/],
    ['mysql://root:secret@localhost/app', /scheme `mysql:` is not known/],
    ['./dev.db', /no scheme/],
    ['sqlite:', /names no file/],
  ])('has the URL %s', async (url, message) => {
    const folder = makeFolder({ 'diffkit.config.ts': write(small) })
    const error = await load(folder, { url }).catch((cause: unknown) => cause)
    expect(error).toMatchObject({ code: 'URL_INVALID', message: expect.stringMatching(message) })
    expect(String(error)).not.toContain('secret')
  })

  test('throws', async () => {
    const folder = makeFolder({ 'diffkit.config.ts': `\nthrow new Error('no secrets')\n` })
    await expect(load(folder)).rejects.toMatchObject({
      code: 'MODULE_THROWS',
      data: { line: 2, problem: 'no secrets' },
    })
  })
})

test.each([
  ['sqlite:./a.db', 'sqlite:/app/a.db'],
  ['sqlite:a.db', 'sqlite:/app/a.db'],
  ['sqlite:///tmp/a.db', 'sqlite:/tmp/a.db'],
  ['file:../a.db', 'file:/a.db'],
  ['sqlite::memory:', 'sqlite::memory:'],
  ['pglite:memory', 'pglite:memory'],
  ['pglite:./data', 'pglite:/app/data'],
  ['postgresql:///app?host=/tmp', 'postgresql:///app?host=/tmp'],
])('the URL %s is %s', (url, expected) => {
  expect(resolveUrl(url, '/app')).toBe(expected)
})
