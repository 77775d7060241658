import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { sqliteUsers } from './support/models.ts'
import { root } from './support/project.ts'

const npm = (args: readonly string[], cwd: string): string =>
  execFileSync('npm', args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] }).toString()

const NOT_THE_USERS = new Set(['.bin', '.package-lock.json', '.vite', '.vite-temp', '.cache'])

test('the packed package does the main job in an empty folder', { timeout: 180_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'diffkit-package-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  npm(['pack', '--ignore-scripts', '--pack-destination', folder], root)
  const [tarball] = readdirSync(folder).filter((name) => name.endsWith('.tgz'))
  const app = join(folder, 'app')
  const modules = join(app, 'node_modules')
  mkdirSync(join(app, 'schema'), { recursive: true })
  mkdirSync(join(modules, 'diffkit'), { recursive: true })
  // What npm would install beside it, without compiling the driver once more.
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (!NOT_THE_USERS.has(name)) symlinkSync(join(root, 'node_modules', name), join(modules, name))
  }
  execFileSync('tar', [
    '-xzf',
    join(folder, tarball ?? ''),
    '--strip-components=1',
    '-C',
    join(modules, 'diffkit'),
  ])
  writeFileSync(join(app, 'schema/users.ts'), sqliteUsers())
  const diffkit = (...args: readonly string[]): string =>
    execFileSync(process.execPath, [join(modules, 'diffkit/bin/diffkit.js'), ...args], {
      cwd: app,
      stdio: ['ignore', 'pipe', 'pipe'],
    }).toString()
  expect(diffkit('--version')).toMatch(/^\d+\.\d+\.\d+/)
  expect(diffkit('init')).toContain('wrote diffkit.config.ts')
  expect(JSON.parse(diffkit('revision', '-m', 'first tables', '--json')).verified).toBe(true)
  expect(JSON.parse(diffkit('upgrade', '--json')).revisions).toHaveLength(1)
  expect(JSON.parse(diffkit('check', '--json')).ok).toBe(true)
  const packed = readdirSync(join(modules, 'diffkit'))
  expect(packed.toSorted()).toEqual(['README.md', 'bin', 'dist', 'package.json'])
})
