import { execFileSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { transformSync } from 'esbuild'
import { expect, onTestFinished, test } from 'vitest'
import { sqliteUsers } from './support/models.ts'
import { root } from './support/project.ts'

const run = (command: string, args: readonly string[], cwd: string): string =>
  execFileSync(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] }).toString()

const tsc = join(root, 'node_modules/.bin/tsc')

/** What the user's own package.json names; no optional dependency of diffkit is among it. */
const OF_THE_USER = [
  'drizzle-orm',
  'better-sqlite3',
  '@types/better-sqlite3',
  '@types/node',
  '@types/pg',
]

/** A program that upgrades its database when it starts. */
const START = `import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import type { Client, Pool, PoolClient } from 'pg'
import { check, current, isDiffkitError, upgrade } from 'diffkit'
import type { MigrateResult, OpenConnection } from 'diffkit'
import bundle from './dist/migrations.mjs'

export const openConnections = (client: Client, pool: Pool, lent: PoolClient): OpenConnection[] => [client, pool, lent]

const database = new Database('started.db')
const connection = drizzle(database)
const done: MigrateResult = await upgrade({ connection, bundle })
const { isHead } = await current({ connection: database, bundle })
const { ok } = await check({ connection, bundle, database: true })
const code = await upgrade({ connection, bundle, target: 'nowhere' }).catch((error: unknown) =>
  isDiffkitError(error) ? error.code : null,
)
const runs = done.revisions.length
database.prepare('CREATE TABLE answers (text)').run()
database.prepare('INSERT INTO answers VALUES (?)').run(JSON.stringify({ runs, isHead, ok, code }))
`

/** What a CommonJS or module package says of the same functions. */
const USES = `import { DiffkitError, upgrade, downgrade, check, current, revision, stamp, defineConfig } from 'diffkit'
import type { Operations, Config } from 'diffkit'

declare module 'diffkit' {
  interface Vars {
    tenant: string
  }
}

export const config: Config = defineConfig({ dialect: 'sqlite', schema: './schema' })
export const nameOf = (op: Operations): string => op.vars.tenant
export const lost = (error: unknown): number =>
  error instanceof DiffkitError && error.code === 'DATA_LOSS' ? 1 : 0
export const rowsOf = (error: DiffkitError<'DATA_LOSS'>): number => error.data.dataLoss.length
export const all = [upgrade, downgrade, check, current, revision, stamp]
export const wait = upgrade({ config, wait: '30s', vars: { tenant: 'acme' } })
// @ts-expect-error -- a target is a text
export const wrong = downgrade({ target: 1 })
// @ts-expect-error -- this is no connection
export const none = upgrade({ connection: { host: 'localhost' } })
`

const link = (name: string, modules: string): void => {
  const path = join(modules, name)
  mkdirSync(dirname(path), { recursive: true })
  symlinkSync(join(root, 'node_modules', name), path)
}

/**
 * An application with the packed diffkit in it. The declared dependencies, and no others, are links
 * to those of this repository: npm would compile the driver for two minutes.
 */
const installPacked = (folder: string): string => {
  run(tsc, ['-p', 'tsconfig.build.json', '--emitDeclarationOnly'], root)
  run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], root)
  const [tarball] = readdirSync(folder).filter((name) => name.endsWith('.tgz'))
  const app = join(folder, 'app')
  const packed = join(app, 'node_modules/diffkit')
  mkdirSync(packed, { recursive: true })
  run('tar', ['-xzf', join(folder, tarball ?? ''), '--strip-components=1', '-C', packed], folder)
  const { dependencies } = JSON.parse(readFileSync(join(packed, 'package.json'), 'utf8'))
  for (const name of [...Object.keys(dependencies), ...OF_THE_USER]) {
    link(name, join(app, 'node_modules'))
  }
  return app
}

const tsconfig = (module: string, moduleResolution: string): string =>
  JSON.stringify({
    compilerOptions: {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      target: 'es2022',
      types: ['node'],
      module,
      moduleResolution,
    },
    include: ['*.ts', '*.mts', 'schema', 'migrations', 'dist'],
  })

test('the packed package does the main job in an empty folder', { timeout: 180_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'diffkit-package-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const app = installPacked(folder)
  writeFileSync(join(app, 'package.json'), '{ "type": "module" }')
  mkdirSync(join(app, 'schema'))
  writeFileSync(join(app, 'schema/users.ts'), sqliteUsers())
  const packed = join(app, 'node_modules/diffkit')
  const diffkit = (...args: readonly string[]): string =>
    run(process.execPath, [join(packed, 'bin/diffkit.js'), ...args], app)

  expect(diffkit('--version')).toMatch(/^\d+\.\d+\.\d+/)
  expect(diffkit('init')).toContain('wrote diffkit.config.ts')
  expect(JSON.parse(diffkit('revision', '-m', 'first tables', '--json')).verified).toBe(true)
  expect(JSON.parse(diffkit('upgrade', '--json')).revisions).toHaveLength(1)
  expect(JSON.parse(diffkit('check', '--json')).ok).toBe(true)
  expect(JSON.parse(diffkit('downgrade', 'base', '--json')).to).toEqual([])

  expect(diffkit('bundle', '--out', 'dist/migrations.mjs')).toContain('1 revision')
  writeFileSync(join(app, 'start.mts'), START)
  writeFileSync(join(app, 'uses.ts'), USES)
  const kinds = [
    ['module', 'nodenext', 'nodenext'],
    ['module', 'esnext', 'bundler'],
    ['commonjs', 'node16', 'node16'],
  ] as const
  for (const [type, module, resolution] of kinds) {
    writeFileSync(join(app, 'package.json'), JSON.stringify({ type }))
    writeFileSync(join(app, 'tsconfig.json'), tsconfig(module, resolution))
    run(tsc, ['-p', '.'], app)
  }
  // At the start of the program there is no compiler, and no migration that would need one.
  for (const gone of ['migrations', 'snapshots', 'schema', 'diffkit.config.ts']) {
    rmSync(join(app, gone), { recursive: true })
  }
  for (const gone of ['esbuild', 'oxc-parser', 'ts-morph', 'prettier']) {
    unlinkSync(join(app, 'node_modules', gone))
  }
  writeFileSync(join(app, 'start.mjs'), transformSync(START, { loader: 'ts', format: 'esm' }).code)
  expect(run(process.execPath, ['start.mjs'], app)).toBe('')
  const started = new Database(join(app, 'started.db'), { readonly: true })
  const answers = started.prepare<[], { text: string }>('SELECT text FROM answers').get()
  started.close()
  expect(JSON.parse(answers?.text ?? '')).toEqual({
    runs: 1,
    isHead: true,
    ok: true,
    code: 'REVISION_NOT_FOUND',
  })
  expect(readdirSync(packed).toSorted()).toEqual(['README.md', 'bin', 'dist', 'package.json'])
})
