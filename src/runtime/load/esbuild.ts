/** esbuild, loaded when first needed. */
import { createRequire } from 'node:module'
import type { build, version } from 'esbuild'

interface Esbuild {
  readonly build: typeof build
  readonly version: typeof version
}

/** Of the Go runtime, which esbuild's process reads when it starts: no collection of garbage before so much memory is used. */
const MEMORY = { GOGC: 'off', GOMEMLIMIT: '512MiB' }

/** Starts what starts a process, with these variables where the user has none of them. */
const withVariables = <T>(variables: Readonly<Record<string, string>>, start: () => T): T => {
  if (Object.keys(variables).some((name) => process.env[name] !== undefined)) return start()
  Object.assign(process.env, variables)
  try {
    return start()
  } finally {
    for (const name of Object.keys(variables)) delete process.env[name]
  }
}

/** Imported, its CommonJS text would be scanned for names first, which costs more than the build. */
export const loadEsbuild = (): Esbuild => {
  const { build, version }: Esbuild = createRequire(import.meta.url)('esbuild')
  // The process lives for a build or two: a quarter of its time would go into memory that is given back anyway.
  return { build: (options) => withVariables(MEMORY, () => build(options)), version }
}
