/** The names by which a file knows where it is, which a bundle would take from it. */
import { readFileSync } from 'node:fs'
import { dirname, extname } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Loader, OnLoadResult } from 'esbuild'

/** Each stands as another name in the bundle. */
export const PLACE_DEFINES = {
  'import.meta.url': '__diffkit_url',
  'import.meta.filename': '__diffkit_filename',
  'import.meta.dirname': '__diffkit_dirname',
  __filename: '__diffkit_filename',
  __dirname: '__diffkit_dirname',
} as const

const ASKED = /__diffkit_(?:url|filename|dirname)/

/** Whether the code of a bundle asks where a file is. */
export const asksPlaces = (code: string): boolean => ASKED.test(code)

const LOADERS: Readonly<Record<string, Loader>> = {
  '.ts': 'ts',
  '.mts': 'ts',
  '.cts': 'ts',
  '.tsx': 'tsx',
  '.jsx': 'jsx',
}

const PLACE_NAMES = /\b(?:__filename|__dirname|import\.meta\.(?:url|dirname|filename))\b/

/** The text with what the names stand for; `null` where it has none of them. */
export const loadWithPlace = (path: string): OnLoadResult | null => {
  const text = readFileSync(path, 'utf8')
  if (!PLACE_NAMES.test(text)) return null
  const names = {
    __diffkit_url: pathToFileURL(path).href,
    __diffkit_filename: path,
    __diffkit_dirname: dirname(path),
  }
  const constants = Object.entries(names).map(
    ([name, value]) => `const ${name} = ${JSON.stringify(value)};`,
  )
  // On the first line, so that lines keep their numbers.
  return {
    contents: constants.join('') + text.replace(/^#!/, '//'),
    loader: LOADERS[extname(path)] ?? 'js',
    resolveDir: dirname(path),
  }
}
