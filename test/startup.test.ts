import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { root } from './support/project.ts'

/** Writes the URL of every module that is loaded into a file. */
const HOOKS = `
import { appendFileSync } from 'node:fs'
export const load = (url, context, next) => {
  appendFileSync(process.env.LOADED, url + '\\n')
  return next(url, context)
}
`

const loadedBy = (args: readonly string[]): readonly string[] => {
  const folder = mkdtempSync(join(tmpdir(), 'diffkit-startup-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, 'hooks.mjs'), HOOKS)
  writeFileSync(
    join(folder, 'register.mjs'),
    "import { register } from 'node:module'\nregister('./hooks.mjs', import.meta.url)\n",
  )
  const LOADED = join(folder, 'loaded')
  execFileSync(
    process.execPath,
    ['--import', join(folder, 'register.mjs'), join(root, 'bin/diffkit.js'), ...args],
    { cwd: folder, env: { ...process.env, LOADED }, stdio: 'ignore' },
  )
  return readFileSync(LOADED, 'utf8').trim().split('\n')
}

const packageOf = (url: string): string | null =>
  /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? null

test.each([['--help'], ['--version'], ['revision --help']])(
  'diffkit %s loads no driver and no heavy library',
  (command) => {
    const packages = loadedBy(command.split(' '))
      .map(packageOf)
      .filter((name) => name !== null)
    expect([...new Set(packages)].toSorted()).toEqual(['commander'])
  },
)
