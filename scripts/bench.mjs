// Bundles bench/ into an ignored folder of the repository, where its packages are in reach, and runs it.
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { globSync } from 'tinyglobby'

const root = fileURLToPath(new URL('..', import.meta.url))
const outdir = `${root}/.diffkit/bench`

rmSync(outdir, { recursive: true, force: true })
await build({
  absWorkingDir: root,
  entryPoints: ['bench/main.ts', ...globSync('bench/{benches,programs}/*.ts', { cwd: root })],
  outbase: 'bench',
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  packages: 'external',
  tsconfigRaw: '{}',
  logLevel: 'warning',
})
await import(`${outdir}/main.js`)
