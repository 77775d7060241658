/** Bundles user files with esbuild; what is installed stays outside, at its absolute URL. */
import { existsSync, readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { basename, dirname, extname, isAbsolute, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type {
  BuildOptions,
  Metafile,
  OnResolveArgs,
  OnResolveResult,
  Plugin,
  PluginBuild,
} from 'esbuild'
import { chanceBanner, chanceFooter } from './chance.ts'
import { loadEsbuild } from './esbuild.ts'
import type { KeptPackage } from '../kept/index.ts'
import { forbidEarlyUse } from './early-use.ts'
import { explainBuild, isBuildFailure } from './errors.ts'
import { asksPlaces, loadWithPlace, PLACE_DEFINES } from './places.ts'
import type { BundleMap, LateMap } from './source-lines.ts'

/** A module to load: an absolute path, or a package as seen from a folder. */
export interface ModuleRequest {
  readonly specifier: string
  readonly from: string
  /** One that cannot be found is no error. */
  readonly optional?: boolean
}

export interface BundleOptions {
  /** Where the code is written. */
  readonly file: string
  /** A package whose modules go into the bundle, where few big files load faster than many small ones. */
  readonly inline: string | null
  /** What stands for that package's modules. */
  readonly kept: KeptPackage | null
  /** A source map is a quarter of esbuild's work: here it is made when a line is asked for. */
  readonly lateMap: boolean
}

/** What a bundle was made of. */
export interface Bundled {
  readonly map: BundleMap | LateMap
  /** The user's files by absolute path, those of packages aside. */
  sources(): readonly string[]
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

const isInlined = (specifier: string, inline: string | null): boolean =>
  inline !== null && (specifier === inline || specifier.startsWith(`${inline}/`))

const resolveInlined = async (
  build: PluginBuild,
  { path, kind, importer, resolveDir }: OnResolveArgs,
  { optional }: Request,
): Promise<OnResolveResult | null> => {
  const pluginData = { resolved: true }
  const found = await build.resolve(path, { kind, importer, resolveDir, pluginData })
  if (found.errors.length === 0) return { path: found.path }
  return optional ? { path, namespace: 'diffkit-absent' } : null
}

/** A file by its path, which esbuild resolves without asking; a package through the plugin. */
const entrySpecifier = ({ specifier }: ModuleRequest, index: number): string =>
  isAbsolute(specifier) ? specifier : `${ENTRY}:${index}`

const entryText = (requests: readonly ModuleRequest[]): string =>
  requests
    .map(
      (request, index) =>
        `export * as module${index} from ${JSON.stringify(entrySpecifier(request, index))}`,
    )
    .join('\n')

type Inlined = Pick<PluginOptions, 'requests' | 'inline' | 'kept'>

const resolveEntry = async (
  build: PluginBuild,
  args: OnResolveArgs,
  { requests, inline, kept }: Inlined,
): Promise<OnResolveResult | null> => {
  const request = requests[Number(args.path.slice(ENTRY.length + 1))]
  if (request === undefined) return null
  const { specifier, from, optional = false } = request
  const wanted = { ...args, path: specifier, importer: '', resolveDir: from }
  const isOfPackage = isInlined(specifier, inline)
  if (isOfPackage && kept !== null) {
    const url = kept.urls.get(specifier)
    return url === undefined
      ? { path: specifier, namespace: 'diffkit-absent' }
      : { path: url, external: true }
  }
  const found = isOfPackage
    ? await resolveInlined(build, wanted, { optional })
    : await resolveBare(build, wanted, { optional })
  return (
    found ?? { errors: [{ text: `Could not resolve "${specifier}"`, location: { file: from } }] }
  )
}

/** Bare imports but those of one package, without lookahead, which esbuild's expressions do not have. */
const bareImports = (except: string | null): RegExp => {
  if (except === null) return /^[^./]/
  const letters = [...except].map((letter) => letter.replace(/[.+*?^${}()|[\]\\/-]/, '\\$&'))
  const others = letters.map((letter, index) => {
    const start = letters.slice(0, index).join('')
    return index === 0 ? `[^./${letter}]` : `${start}(?:$|[^${letter}])`
  })
  return new RegExp(`^(?:${others.join('|')}|${letters.join('')}[^/])`)
}

interface PluginOptions {
  readonly requests: readonly ModuleRequest[]
  readonly inline: string | null
  readonly kept: KeptPackage | null
  /** Some file asks where it is. */
  readonly places: boolean
}

const plugin = ({ requests, inline, kept, places }: PluginOptions): Plugin => ({
  name: OURS,
  setup: (build) => {
    const known = new Map<string, Promise<OnResolveResult | null>>()
    build.onResolve({ filter: /^diffkit-entry:\d+$/ }, (args) =>
      resolveEntry(build, args, { requests, inline, kept }),
    )
    // Each call is a round trip to esbuild's process, so that it is asked for as few imports as can be.
    build.onResolve({ filter: bareImports(inline) }, (args) => {
      if (args.kind === 'entry-point' || args.pluginData !== undefined) return null
      if (isAbsolute(args.path)) return null
      const key = [args.path, args.kind, args.resolveDir].join('\n')
      const answer = known.get(key) ?? resolveBare(build, args, { optional: false })
      known.set(key, answer)
      return answer
    })
    build.onLoad({ filter: /.*/, namespace: 'diffkit-absent' }, () => ({ contents: 'export {}' }))
    if (!places) return
    build.onLoad({ filter: /\.[mc]?[jt]sx?$/, namespace: 'file' }, ({ path }) =>
      loadWithPlace(path),
    )
  },
})

const optionsFor = (
  root: string,
  file: string,
  options: PluginOptions,
): BuildOptions & { readonly metafile: true } => ({
  stdin: { contents: entryText(options.requests), resolveDir: root },
  // Names in errors are relative to this.
  absWorkingDir: root,
  outfile: file,
  bundle: true,
  write: true,
  format: 'esm',
  platform: 'node',
  target: `node${process.versions.node}`,
  supported: { 'template-literal': false },
  sourcesContent: false,
  logLevel: 'silent',
  define: PLACE_DEFINES,
  banner: {
    js:
      "import { createRequire as __diffkit_createRequire } from 'node:module';" +
      `const require = __diffkit_createRequire(${JSON.stringify(pathToFileURL(join(root, basename(file))).href)});` +
      chanceBanner,
  },
  footer: { js: chanceFooter },
  alias: Object.fromEntries(options.kept?.urls ?? []),
  external: [...(options.kept?.urls.values() ?? [])].map((url) => `${url}*`),
  metafile: true,
  plugins: [plugin(options)],
})

/** The user's files by absolute path, each with the files that it imports, by specifier. */
export type ImportGraph = ReadonlyMap<string, ReadonlyMap<string, string>>

/** What the modules consist of, resolved as they are when they are loaded. */
export const readImports = async (requests: readonly ModuleRequest[]): Promise<ImportGraph> => {
  const root = requests[0]?.from ?? process.cwd()
  const options = optionsFor(root, join(root, 'unwritten.mjs'), {
    requests,
    inline: null,
    kept: null,
    places: false,
  })
  const { metafile } = await loadEsbuild().build({ ...options, write: false, metafile: true })
  return new Map(
    Object.entries(metafile.inputs).map(([file, { imports }]) => [
      resolve(root, file),
      new Map(
        imports.flatMap(({ original, path, external: isOutside }) =>
          original === undefined || isOutside === true ? [] : [[original, resolve(root, path)]],
        ),
      ),
    ]),
  )
}

const sourcesOf = ({ inputs }: Metafile, root: string): readonly string[] =>
  Object.keys(inputs)
    .map((file) => resolve(root, file))
    .filter((file) => existsSync(file) && !INSTALLED.test(file))

/** The source map of what has been made with these options; of another text, lines would be wrong. */
const mapOf = async (options: BuildOptions, file: string, code: Buffer): Promise<BundleMap> => {
  const made = await loadEsbuild().build({ ...options, sourcemap: 'external', write: false })
  const map = made.outputFiles.find(({ path }) => path.endsWith('.map'))
  const isSame = made.outputFiles.some(({ contents }) => code.equals(contents))
  if (map === undefined || !isSame) throw new Error('changed meanwhile')
  return { text: Buffer.from(map.contents), root: dirname(file) }
}

/** Writes the code that exports each requested module as `module0`, `module1` …. */
export const bundle = async (
  requests: readonly ModuleRequest[],
  { file, inline, kept, lateMap }: BundleOptions,
): Promise<Bundled> => {
  const { build } = loadEsbuild()
  const root = requests[0]?.from ?? process.cwd()
  const optionsWith = (places: boolean) =>
    ({
      ...optionsFor(root, file, { requests, inline, kept, places }),
      sourcemap: lateMap ? false : 'external',
    }) as const
  try {
    let options = optionsWith(false)
    const { metafile } = await build(options)
    kept?.requireServed(metafile, root)
    if (asksPlaces(readFileSync(file, 'latin1'))) {
      options = optionsWith(true)
      await build(options)
    }
    const code = readFileSync(file)
    forbidEarlyUse(file)
    let made: Promise<BundleMap> | null = null
    return {
      map: lateMap
        ? () => (made ??= mapOf(options, file, code))
        : { text: readFileSync(`${file}.map`), root: dirname(file) },
      sources: () => sourcesOf(metafile, root),
    }
  } catch (error) {
    throw isBuildFailure(error) ? explainBuild(error, root) : error
  }
}
