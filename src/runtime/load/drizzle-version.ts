/** Which drizzle-orm models are written with, and whether it is one that diffkit reads. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DiffkitError, isDiffkitError } from '../../errors.ts'
import { modulesFolder } from '../kept/index.ts'
import { showFile } from './source-lines.ts'

const VERSION = /^(\d+)\.(\d+)\.(\d+)(?:-(\w+))?/

/** What is no version, of a copy that somebody built, is believed to be one. */
const isSupported = (version: string): boolean => {
  const found = VERSION.exec(version)
  if (found === null) return true
  const [major = 0, minor = 0, patch = 0] = found.slice(1, 4).map(Number)
  if (major === 0) return minor >= 40
  const isFirst = major === 1 && minor === 0 && patch === 0
  return !isFirst || found[4] === undefined || found[4] === 'rc'
}

/** Throws for one that is too old; one that no `node_modules` holds is not asked. */
export const requireSupportedDrizzle = (from: string): void => {
  const folder = modulesFolder('drizzle-orm', from)
  if (folder === null) return
  const file = join(folder, 'drizzle-orm', 'package.json')
  // Most of the file is a long list of modules, which takes milliseconds to parse.
  const version = /"version"\s*:\s*"([^"]*)"/.exec(readFileSync(file, 'latin1'))?.[1]
  if (version === undefined || isSupported(version)) return
  throw new DiffkitError('UNSUPPORTED', {
    where: showFile(file),
    what: `drizzle-orm ${version}`,
    hint: 'Install drizzle-orm 0.40 or later, or 1.0 from its release candidates on: `npm i drizzle-orm@latest`.',
  })
}

/** A module that cannot be found, and that no line imports, is wanted by the models. */
export const namedAfter = (file: string, error: unknown): unknown =>
  isDiffkitError(error) && 'specifier' in error.data && error.data.line === undefined
    ? new DiffkitError('MODULE_NOT_FOUND', { file, specifier: error.data.specifier })
    : error
