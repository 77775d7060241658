// Runs test/replay/main.ts: bundled, because Node 20 does not run TypeScript; packages stay outside.
import { mkdirSync, rmSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const file = `${root}/.diffkit/replay-${process.pid}.mjs`
mkdirSync(`${root}/.diffkit`, { recursive: true })
await build({
  absWorkingDir: root,
  entryPoints: ['test/replay/main.ts'],
  outfile: file,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  packages: 'external',
  tsconfigRaw: '{}',
  logLevel: 'warning',
})
try {
  await import(pathToFileURL(file).href)
} finally {
  rmSync(file)
}
