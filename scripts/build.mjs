// The bundles of dist/: the library as modules, and the command line as one script, which is what V8 can keep compiled.
// Types come from `tsc`.
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { Visitor, parseSync } from 'oxc-parser'
import { globSync } from 'tinyglobby'

const root = fileURLToPath(new URL('..', import.meta.url))

const { version, dependencies, peerDependencies, optionalDependencies } = JSON.parse(
  readFileSync(`${root}/package.json`, 'utf8'),
)

/** @type {import('esbuild').BuildOptions & { metafile: true }} */
const common = {
  absWorkingDir: root,
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  // The `paths` of tsconfig.json are for the type checker; esbuild would follow them too.
  tsconfigRaw: '{}',
  define: { __DIFFKIT_VERSION__: JSON.stringify(version) },
  metafile: true,
  logLevel: 'warning',
}

const library = await build({
  ...common,
  entryPoints: { index: 'src/index.ts' },
  splitting: true,
  format: 'esm',
  packages: 'external',
})

/** What every command needs; the heavy libraries are left where they are, and loaded by those few that need them. */
const inside = ['commander', 'fastest-levenshtein', 'tinyglobby', 'valibot']

/**
 * commander starts programs for subcommands that are files, of which there are none here.
 * @type {import('esbuild').Plugin}
 */
const withoutPrograms = {
  name: 'without-programs',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      importer.includes('commander') ? { path: 'none', namespace: 'none' } : undefined,
    )
    onLoad({ filter: /./, namespace: 'none' }, () => ({ contents: 'module.exports = {}' }))
  },
}

const commandLine = await build({
  ...common,
  entryPoints: { cli: 'src/cli/main.ts', start: 'src/cli/start.ts' },
  outExtension: { '.js': '.cjs' },
  format: 'cjs',
  external: Object.keys({ ...dependencies, ...peerDependencies, ...optionalDependencies }).filter(
    (name) => !inside.includes(name),
  ),
  define: { ...common.define, 'import.meta.url': '__url' },
  banner: { js: "const __url = require('node:url').pathToFileURL(__filename).href" },
  plugins: [withoutPrograms],
  write: false,
})

/**
 * Code that V8 keeps cannot import by itself: start.ts hands it a function.
 * @param {string} text
 */
const withoutImport = (text) => {
  const places = []
  new Visitor({ ImportExpression: ({ start }) => places.push(start) }).visit(
    parseSync('cli.cjs', text).program,
  )
  return places.toReversed().reduce((done, at) => `${done.slice(0, at)}__${done.slice(at)}`, text)
}

for (const { path, text } of commandLine.outputFiles) {
  // Whole at once: a command may start meanwhile.
  writeFileSync(`${path}.new`, path.endsWith('cli.cjs') ? withoutImport(text) : text)
  renameSync(`${path}.new`, path)
}

// TypeScript does not let a CommonJS package import the types of a module without being told.
const fromModule = "with { 'resolution-mode': 'import' }"
const imported = `import('./index.js', { ${fromModule.replace('with ', 'with: ')} })`
const { exports: names = [] } = library.metafile.outputs['dist/index.js'] ?? {}
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
  file in library.metafile.outputs ||
  file in commandLine.metafile.outputs ||
  (file.endsWith('.d.ts') &&
    existsSync(`${root}/${file.replace(/^dist/, 'src').replace(/\.d\.ts$/, '.ts')}`))

// Old files go last, so that dist/ is never without a runnable program.
for (const file of globSync('dist/**', { cwd: root })) {
  if (!isCurrent(file)) rmSync(`${root}/${file}`)
}
