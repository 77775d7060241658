import { execFileSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { sqliteUsers } from './support/models.ts'
import { root } from './support/project.ts'

const run = (command: string, args: readonly string[], cwd: string): string =>
  execFileSync(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] }).toString()

const tsc = join(root, 'node_modules/.bin/tsc')

/** What the user's own package.json names; no optional dependency of diffkit is among it. */
const OF_THE_USER = ['drizzle-orm', 'better-sqlite3', '@types/node']

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
    include: ['*.ts', 'schema', 'migrations'],
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
  expect(readdirSync(packed).toSorted()).toEqual(['README.md', 'bin', 'dist', 'package.json'])
})
