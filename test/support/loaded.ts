/** Which packages a call of the command line loads. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { root } from './project.ts'

/** Writes the URL of every module that is loaded into a file. */
const HOOKS = `
import { appendFileSync } from 'node:fs'
export const load = (url, context, next) => {
  appendFileSync(process.env.LOADED, url + '\\n')
  return next(url, context)
}
`

/** What is required goes past those hooks. */
const REGISTER = `
import { appendFileSync } from 'node:fs'
import Module, { register } from 'node:module'
const { _load } = Module
Module._load = (request, ...rest) => {
  if (!Module.isBuiltin(request)) appendFileSync(process.env.LOADED, Module._resolveFilename(request, rest[0]) + '\\n')
  return _load(request, ...rest)
}
register('./hooks.mjs', import.meta.url)
`

const packageOf = (url: string): string | null =>
  /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? null

/** Each package once, sorted; `folder` is where the command runs. */
export const loadedPackages = (args: readonly string[], folder?: string): readonly string[] => {
  const hooks = mkdtempSync(join(tmpdir(), 'diffkit-startup-'))
  onTestFinished(() => rmSync(hooks, { recursive: true, force: true }))
  writeFileSync(join(hooks, 'hooks.mjs'), HOOKS)
  writeFileSync(join(hooks, 'register.mjs'), REGISTER)
  const LOADED = join(hooks, 'loaded')
  execFileSync(
    process.execPath,
    ['--import', join(hooks, 'register.mjs'), join(root, 'bin/diffkit.js'), ...args],
    { cwd: folder ?? hooks, env: { ...process.env, LOADED }, stdio: 'ignore' },
  )
  const urls = readFileSync(LOADED, 'utf8').trim().split('\n')
  return [...new Set(urls.map(packageOf).filter((name) => name !== null))].toSorted()
}
