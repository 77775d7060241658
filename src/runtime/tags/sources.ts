/** The files that models consist of, and which of them hold a tag. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { readImports } from '../load/bundle.ts'
import type { ImportGraph } from '../load/bundle.ts'

export interface Sources {
  /** Absolute paths of the files of code. */
  readonly code: readonly string[]
  /** Those whose text holds the tag. */
  readonly marked: readonly string[]
  readonly imports: ImportGraph
}

const CODE = /\.[mc]?[jt]sx?$/

/** Reads the named files and all that they import from outside of packages. */
export const readSources = async (files: readonly string[], tag: string): Promise<Sources> => {
  const requests = files.map((file) => ({ specifier: file, from: dirname(file) }))
  const imports = await readImports(requests)
  const code = [...imports.keys()].filter((file) => CODE.test(file) && existsSync(file))
  const marked = code.filter((file) => readFileSync(file, 'utf8').includes(tag))
  return { code, marked: marked.toSorted(), imports }
}
