/** Whether a `tsconfig.json` may send the imports of a package elsewhere: with `paths`, or by `baseUrl`. */
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, isAbsolute, join } from 'node:path'

/** As esbuild looks for them: the nearest, and of two in one folder the first. */
const NAMES = ['tsconfig.json', 'jsconfig.json']

const nearest = (folder: string): string | null => {
  for (let at = folder; ; at = dirname(at)) {
    const found = NAMES.map((name) => join(at, name)).find((file) => existsSync(file))
    if (found !== undefined) return found
    if (dirname(at) === at) return null
  }
}

const TEXT = '"((?:[^"\\\\]|\\\\.)*)"'
const EXTENDS = new RegExp(`"extends"\\s*:\\s*(${TEXT}|\\[[^\\]]*\\])`)
const BASE_URL = new RegExp(`"baseUrl"\\s*:\\s*${TEXT}`)
const LIST_KEYS = new RegExp(`${TEXT}\\s*:\\s*\\[`, 'g')

const texts = (part: string): readonly string[] =>
  [...part.matchAll(new RegExp(TEXT, 'g'))].map(([, text = '']) => text)

/** The files that a configuration extends; one that cannot be found extends nothing for esbuild either. */
const parents = (file: string, content: string): readonly string[] =>
  texts(EXTENDS.exec(content)?.[1] ?? '').flatMap((name) => {
    const path = isAbsolute(name) ? name : join(dirname(file), name)
    if (isAbsolute(name) || name.startsWith('.')) {
      return [path, `${path}.json`].filter((item) => item.endsWith('.json') && existsSync(item))
    }
    const { resolve } = createRequire(file)
    for (const specifier of [name, `${name}.json`, `${name}/tsconfig.json`]) {
      try {
        const found = resolve(specifier)
        if (found.endsWith('.json')) return [found]
      } catch {
        continue
      }
    }
    return []
  })

/** A pattern of `paths`: a name, or one with a star in it. */
const mayMatch = (pattern: string, name: string): boolean => {
  const [prefix = '', ...rest] = pattern.split('*')
  if (rest.length === 0) return pattern === name || pattern.startsWith(`${name}/`)
  return `${name}/`.startsWith(prefix) || prefix.startsWith(`${name}/`)
}

const ENDINGS = ['', '.ts', '.tsx', '.mts', '.js', '.mjs', '.cjs']

const isUnder = (folder: string, name: string): boolean =>
  ENDINGS.some((ending) => existsSync(join(folder, name + ending)))

const maps = (file: string, name: string, seen: ReadonlySet<string>): boolean => {
  if (seen.has(file)) return false
  const content = readFileSync(file, 'utf8')
  const patterns = [...content.matchAll(LIST_KEYS)].map(([, key = '']) => key)
  if (patterns.some((pattern) => mayMatch(pattern, name))) return true
  const baseUrl = BASE_URL.exec(content)?.[1]
  if (baseUrl !== undefined && isUnder(join(dirname(file), baseUrl), name)) return true
  return parents(file, content).some((parent) => maps(parent, name, new Set([...seen, file])))
}

/**
 * Whether files of these folders may find a package elsewhere than in `node_modules`. Nothing is parsed: a
 * pattern in a comment counts too, which costs time and never correctness.
 */
export const mayBeMapped = (folders: ReadonlySet<string>, name: string): boolean => {
  const files = new Set([...folders].flatMap((folder) => nearest(folder) ?? []))
  return [...files].some((file) => maps(file, name, new Set()))
}
