/** esbuild, loaded when first needed. */
import { createRequire } from 'node:module'
import type { build, version } from 'esbuild'

/** Imported, its CommonJS text would be scanned for names first, which costs more than the build. */
export const loadEsbuild = (): {
  readonly build: typeof build
  readonly version: typeof version
} => createRequire(import.meta.url)('esbuild')
