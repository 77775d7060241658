/** The formatter of generated files. */
import { join } from 'node:path'
import type { Options } from 'prettier'

const OWN: Options = { semi: false, singleQuote: true, trailingComma: 'all', printWidth: 100 }

/**
 * TypeScript in the project's own style where it has a prettier configuration that works, else in ours.
 * `folder` is where the search for it begins.
 */
export const format = async (source: string, folder: string): Promise<string> => {
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
