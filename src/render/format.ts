/** The layout of generated files: the project's, or our own. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Options } from 'prettier'
import { itemText } from './item.ts'
import type { Item } from './item.ts'
import { layOut } from './layout.ts'

const WIDTH = 100
const OWN: Options = { semi: false, singleQuote: true, trailingComma: 'all', printWidth: WIDTH }

const ENDINGS = ['json', 'yml', 'yaml', 'json5', 'toml', 'js', 'ts', 'mjs', 'mts', 'cjs', 'cts']

/** The files in which prettier looks for a configuration, those among them that hold other things, too. */
export const CONFIGURATIONS: readonly string[] = [
  '.prettierrc',
  ...ENDINGS.map((ending) => `.prettierrc.${ending}`),
  ...ENDINGS.slice(5).map((ending) => `prettier.config.${ending}`),
  '.editorconfig',
  'package.yaml',
]

const names = (folder: string): boolean => {
  if (CONFIGURATIONS.some((name) => existsSync(join(folder, name)))) return true
  const file = join(folder, 'package.json')
  if (!existsSync(file)) return false
  try {
    return Object.hasOwn(JSON.parse(readFileSync(file, 'utf8')), 'prettier')
  } catch {
    return true
  }
}

/** Whether prettier may find something that says how the files of a folder look. */
const mayHaveStyle = (folder: string): boolean => {
  const above = dirname(folder)
  return names(folder) || (above !== folder && mayHaveStyle(above))
}

const formatWhole = async (source: string, folder: string): Promise<string> => {
  const prettier = await import('prettier')
  const file = join(folder, 'migration.ts')
  const own = (): Promise<string> => prettier.format(source, { ...OWN, parser: 'babel-ts' })
  try {
    const options = await prettier.resolveConfig(file, { editorconfig: true })
    if (options === null) return await own()
    return await prettier.format(source, { ...options, filepath: file, parser: 'babel-ts' })
  } catch {
    // A plugin that is not installed, a configuration with an error: no reason to lose a migration.
    return own()
  }
}

/** Whether all of it can be laid out without being parsed: a text of several lines keeps them as they are. */
const isPlain = (items: readonly Item[], source: string): boolean =>
  !/[`\r]/.test(source) &&
  !items.some(
    (item) =>
      item.kind === 'function' &&
      item.calls.some(({ args }) => args.some(({ kind }) => kind === 'code')),
  )

/**
 * TypeScript in the project's own style where it has a prettier configuration that works, else in ours.
 * `folder` is where the search for it begins.
 */
export const format = async (items: readonly Item[], folder: string): Promise<string> => {
  const source = `${items.map(itemText).join('\n')}\n`
  // Most of what formatting costs is to load prettier's parsers and printers.
  if (!isPlain(items, source) || mayHaveStyle(folder)) return formatWhole(source, folder)
  return layOut(items, await import('prettier/doc'), { width: WIDTH })
}
