/** Bundles user files with esbuild; what is installed stays outside, at its absolute URL. */
import { existsSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import { dirname, extname, isAbsolute, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type {
  BuildFailure,
  BuildOptions,
  Loader,
  OnLoadResult,
  OnResolveArgs,
  OnResolveResult,
  Plugin,
  PluginBuild,
} from 'esbuild'
import { explainBuild } from './load-errors.ts'
import type { BundleMap } from './source-lines.ts'

/** A module to load: an absolute path, or a package as seen from a folder. */
export interface ModuleRequest {
  readonly specifier: string
  readonly from: string
  /** One that cannot be found is no error. */
  readonly optional?: boolean
}

export interface Bundle {
  readonly code: string
  readonly map: BundleMap
}

const TYPESCRIPT = /\.[mc]?tsx?$/
const OURS = 'diffkit'
const ENTRY = 'diffkit-entry'
const INSTALLED = /[\\/]node_modules[\\/]/

const packageName = (folder: string): string | null => {
  const file = join(folder, 'package.json')
  if (!existsSync(file)) return null
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'))
  const name =
    typeof content === 'object' && content !== null && 'name' in content ? content.name : null
  return typeof name === 'string' ? name : null
}

/** The index of the diffkit that is running: built, or its own source. */
const ownIndex = (): string => {
  const here = fileURLToPath(import.meta.url)
  let folder = dirname(here)
  while (packageName(folder) !== OURS && dirname(folder) !== folder) folder = dirname(folder)
  return TYPESCRIPT.test(here) ? join(folder, 'src/index.ts') : join(folder, 'dist/index.js')
}

const external = (path: string, kind: string): OnResolveResult => ({
  path: kind.startsWith('require') ? path : pathToFileURL(path).href,
  external: true,
})

/** TypeScript and JSON outside node_modules is bundled: Node runs neither by itself. */
const place = (path: string, kind: string): OnResolveResult => {
  const bundled = !INSTALLED.test(path) && (TYPESCRIPT.test(path) || extname(path) === '.json')
  return bundled ? { path } : external(path, kind)
}

interface Request {
  readonly optional: boolean
}

const resolveBare = async (
  build: PluginBuild,
  { path, kind, importer, resolveDir }: OnResolveArgs,
  { optional }: Request,
): Promise<OnResolveResult | null> => {
  if (isBuiltin(path)) return { path, external: true }
  if (path === OURS) return place(ownIndex(), kind)
  const pluginData = { resolved: true }
  const found = await build.resolve(path, { kind, importer, resolveDir, pluginData })
  if (found.errors.length > 0) return optional ? { path, namespace: 'diffkit-absent' } : null
  if (found.external || found.namespace !== 'file') return found
  return place(found.path, kind)
}

const entryText = (requests: readonly ModuleRequest[]): string =>
  requests
    .map((_request, index) => `export * as module${index} from '${ENTRY}:${index}'`)
    .join('\n')

const resolveEntry = async (
  build: PluginBuild,
  requests: readonly ModuleRequest[],
  args: OnResolveArgs,
): Promise<OnResolveResult | null> => {
  const request = requests[Number(args.path.slice(ENTRY.length + 1))]
  if (request === undefined) return null
  const { specifier, from, optional = false } = request
  if (isAbsolute(specifier)) return { path: specifier }
  const wanted = { ...args, path: specifier, importer: '', resolveDir: from }
  const found = await resolveBare(build, wanted, { optional })
  return (
    found ?? { errors: [{ text: `Could not resolve "${specifier}"`, location: { file: from } }] }
  )
}

const LOADERS: Readonly<Record<string, Loader>> = {
  '.ts': 'ts',
  '.mts': 'ts',
  '.cts': 'ts',
  '.tsx': 'tsx',
  '.jsx': 'jsx',
}

const PLACE_NAMES = /\b(?:__filename|__dirname|import\.meta\.(?:url|dirname|filename))\b/

/** The names by which a file knows where it is, which a bundle would take from it. */
const loadWithPlace = async (path: string): Promise<OnLoadResult | null> => {
  const text = await readFile(path, 'utf8')
  if (!PLACE_NAMES.test(text)) return null
  const names = {
    __diffkit_url: pathToFileURL(path).href,
    __diffkit_filename: path,
    __diffkit_dirname: dirname(path),
  }
  const constants = Object.entries(names).map(
    ([name, value]) => `const ${name} = ${JSON.stringify(value)};`,
  )
  // On the first line, so that lines keep their numbers.
  return {
    contents: constants.join('') + text.replace(/^#!/, '//'),
    loader: LOADERS[extname(path)] ?? 'js',
    resolveDir: dirname(path),
  }
}

const plugin = (requests: readonly ModuleRequest[]): Plugin => ({
  name: OURS,
  setup: (build) => {
    build.onResolve({ filter: /^diffkit-entry:\d+$/ }, (args) =>
      resolveEntry(build, requests, args),
    )
    build.onResolve({ filter: /^[^./]/ }, (args) => {
      if (args.kind === 'entry-point' || args.pluginData !== undefined) return null
      return resolveBare(build, args, { optional: false })
    })
    build.onLoad({ filter: /.*/, namespace: 'diffkit-absent' }, () => ({ contents: 'export {}' }))
    build.onLoad({ filter: /\.[mc]?[jt]sx?$/, namespace: 'file' }, ({ path }) =>
      loadWithPlace(path),
    )
  },
})

const OUTPUT = 'diffkit-bundle.mjs'

const optionsFor = (
  requests: readonly ModuleRequest[],
  root: string,
): BuildOptions & { readonly write: false } => ({
  stdin: { contents: entryText(requests), resolveDir: root },
  // Names in errors are relative to this.
  absWorkingDir: root,
  outfile: join(root, OUTPUT),
  bundle: true,
  write: false,
  format: 'esm',
  platform: 'node',
  target: `node${process.versions.node}`,
  sourcemap: 'external',
  sourcesContent: false,
  logLevel: 'silent',
  define: {
    'import.meta.url': '__diffkit_url',
    'import.meta.filename': '__diffkit_filename',
    'import.meta.dirname': '__diffkit_dirname',
    __filename: '__diffkit_filename',
    __dirname: '__diffkit_dirname',
  },
  banner: {
    js:
      "import { createRequire as __diffkit_createRequire } from 'node:module';" +
      `const require = __diffkit_createRequire(${JSON.stringify(pathToFileURL(join(root, OUTPUT)).href)});`,
  },
  plugins: [plugin(requests)],
})

const isBuildFailure = (error: unknown): error is BuildFailure =>
  error instanceof Error && 'errors' in error && Array.isArray(error.errors)

/** The code that exports each requested module as `module0`, `module1` … */
export const bundle = async (requests: readonly ModuleRequest[]): Promise<Bundle> => {
  const { build } = await import('esbuild')
  const root = requests[0]?.from ?? process.cwd()
  try {
    const { outputFiles } = await build(optionsFor(requests, root))
    const text = (end: string): string =>
      outputFiles.find(({ path }) => path.endsWith(end))?.text ?? ''
    return { code: text('.mjs'), map: { text: text('.map'), root } }
  } catch (error) {
    throw isBuildFailure(error) ? explainBuild(error, root) : error
  }
}
