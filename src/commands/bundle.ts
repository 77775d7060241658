/** Write the history as one module, for programs that upgrade their database when they start. */
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, relative, resolve, sep } from 'node:path'
import { packMigrations } from '../runtime/history/pack.ts'
import type { Environment } from './environment.ts'

export interface BundleResult {
  /** Relative to the working directory, with `/`. */
  readonly path: string
  readonly types: string
  readonly revisions: number
}

/** The types of `x.mjs` stand in `x.d.mts`. */
const typesPath = (file: string): string => file.replace(/\.(m?)js$/, '.d.$1ts')

/** Writes the module and, beside it, its types; overwrites what an earlier call wrote. */
export const bundle = async (
  environment: Environment,
  { out }: { readonly out: string },
): Promise<BundleResult> => {
  const { config, cwd } = environment
  const history = await environment.history()
  const file = resolve(cwd, /\.m?js$/.test(out) ? out : `${out}.mjs`)
  const { code, types } = await packMigrations(config, history, file)
  const typesFile = typesPath(file)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, code)
  await writeFile(typesFile, types)
  const shown = (path: string): string => relative(cwd, path).split(sep).join('/')
  return { path: shown(file), types: shown(typesFile), revisions: history.revisions.length }
}
