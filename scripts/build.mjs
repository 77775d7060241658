// The bundle of dist/: the library and the command line share their chunks. Types come from `tsc`.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { globSync } from 'tinyglobby'

const root = fileURLToPath(new URL('..', import.meta.url))

const { version } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'))

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: { index: 'src/index.ts', cli: 'src/cli/main.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  packages: 'external',
  // The `paths` of tsconfig.json are for the type checker; esbuild would follow them too.
  tsconfigRaw: '{}',
  define: { __DIFFKIT_VERSION__: JSON.stringify(version) },
  metafile: true,
  logLevel: 'warning',
})

// TypeScript does not let a CommonJS package import the types of a module without being told.
const fromModule = "with { 'resolution-mode': 'import' }"
const imported = `import('./index.js', { ${fromModule.replace('with ', 'with: ')} })`
const { exports: names = [] } = metafile.outputs['dist/index.js'] ?? {}
writeFileSync(
  `${root}/dist/index.d.cts`,
  [
    `export type * from './index.js' ${fromModule}`,
    ...names.map((name) => `export declare const ${name}: typeof ${imported}.${name}`),
    // A name that is declared here is not taken from there, its type included.
    `export type DiffkitError<C extends ErrorCode = ErrorCode> = ${imported}.DiffkitError<C>`,
    `type ErrorCode = ${imported}.ErrorCode`,
    '',
  ].join('\n'),
)

/** @param {string} file */
const isCurrent = (file) =>
  file === 'dist/index.d.cts' ||
  file in metafile.outputs ||
  (file.endsWith('.d.ts') &&
    existsSync(`${root}/${file.replace(/^dist/, 'src').replace(/\.d\.ts$/, '.ts')}`))

// Old files go last, so that dist/ is never without a runnable program.
for (const file of globSync('dist/**', { cwd: root })) {
  if (!isCurrent(file)) rmSync(`${root}/${file}`)
}
