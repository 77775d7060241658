// Runs a file of TypeScript: bundled, because Node 20 does not run it as it is; packages stay outside.
import { mkdirSync, rmSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const [entry = ''] = process.argv.splice(2, 1)
const root = fileURLToPath(new URL('..', import.meta.url))
const file = `${root}/.diffkit/run-${process.pid}.mjs`
mkdirSync(`${root}/.diffkit`, { recursive: true })
await build({
  absWorkingDir: root,
  entryPoints: [entry],
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
