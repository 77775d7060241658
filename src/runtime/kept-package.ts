/**
 * A bundle of an installed package, kept beside it: its hundreds of small modules are put together
 * once, not at every run. It stands for the package only while no file of that has changed.
 */
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, realpathSync } from 'node:fs'
import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Metafile } from 'esbuild'
import { loadEsbuild } from './esbuild.ts'

export interface KeptPackage {
  /** URLs by specifier; a module that the package does not have is none. */
  readonly urls: ReadonlyMap<string, string>
  /** Whether files of a folder import the same copy of the package. */
  serves(folder: string): boolean
}

/** Size and time of change; absent files are none. */
type Stamp = string

interface Manifest {
  /** What the bundle is made of, and the bundle itself. */
  readonly stamps: Readonly<Record<string, Stamp>>
  /** Files by specifier. */
  readonly modules: Readonly<Record<string, string>>
}

const DAY_MS = 86_400_000

/** To the nanosecond, and the inode: a file put back in place of another is a new one. */
const stampOf = (file: string): Stamp => {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false })
  return found === undefined ? '' : [found.size, found.mtimeNs, found.ino].join(' ')
}

/** The `node_modules` where files of a folder find a package. */
const modulesFolder = (name: string, folder: string): string | null => {
  for (let at = folder; ; at = dirname(at)) {
    const found = join(at, 'node_modules')
    if (existsSync(join(found, name, 'package.json'))) return found
    if (dirname(at) === at) return null
  }
}

const isManifest = (value: unknown): value is Manifest =>
  typeof value === 'object' && value !== null && 'stamps' in value && 'modules' in value

const readManifest = (file: string): Manifest | null => {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (!isManifest(value)) return null
    return Object.entries(value.stamps).every(([path, stamp]) => stampOf(path) === stamp)
      ? value
      : null
  } catch {
    return null
  }
}

const canResolve = (specifier: string, folder: string): boolean => {
  try {
    return createRequire(join(folder, 'index.js')).resolve(specifier) !== ''
  } catch {
    return false
  }
}

/** Another process may still import what was kept before. */
const removeOld = (cache: string, prefix: string): void => {
  for (const name of readdirSync(cache).filter((item) => item.startsWith(`${prefix}-`))) {
    const folder = join(cache, name)
    if (Date.now() - statSync(folder).mtimeMs > DAY_MS) rmSync(folder, { recursive: true })
  }
}

interface Wanted {
  readonly specifiers: readonly string[]
  readonly folder: string
  readonly cache: string
  readonly key: string
}

const make = async ({ specifiers, folder, cache, key }: Wanted): Promise<Manifest> => {
  const outdir = join(cache, `${key}-${randomBytes(4).toString('hex')}`)
  const found = specifiers.filter((specifier) => canResolve(specifier, folder))
  const { metafile } = await loadEsbuild().build({
    absWorkingDir: folder,
    entryPoints: found.map((specifier, index) => ({ in: specifier, out: `module${index}` })),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: `node${process.versions.node}`,
    // Half the text is half the time that Node takes to read it; names stay what they are.
    minifyWhitespace: true,
    keepNames: false,
    logLevel: 'silent',
    metafile: true,
  })
  const made = Object.keys(metafile.outputs).map((file) => resolve(folder, file))
  const inputs = Object.keys(metafile.inputs).map((file) => resolve(folder, file))
  const manifest = {
    stamps: Object.fromEntries([...inputs, ...made].map((file) => [file, stampOf(file)])),
    modules: Object.fromEntries(
      found.map((specifier, index) => [specifier, join(outdir, `module${index}.mjs`)]),
    ),
  }
  const draft = `${outdir}.json`
  writeFileSync(draft, JSON.stringify(manifest))
  renameSync(draft, join(cache, `${key}.json`))
  removeOld(cache, key)
  return manifest
}

/** The kept modules of a package as files of `folder` import it; `null` where nothing can be kept. */
export const keepPackage = async (
  name: string,
  specifiers: readonly string[],
  folder: string,
): Promise<KeptPackage | null> => {
  const modules = modulesFolder(name, folder)
  if (modules === null) return null
  try {
    const home = realpathSync(join(modules, name))
    const manifestOf = stampOf(join(home, 'package.json'))
    const subject = [process.version, home, manifestOf, ...specifiers].join('\n')
    const key = createHash('sha256').update(subject).digest('hex').slice(0, 24)
    const cache = join(modules, '.cache', 'diffkit')
    mkdirSync(cache, { recursive: true })
    const manifest =
      readManifest(join(cache, `${key}.json`)) ?? (await make({ specifiers, folder, cache, key }))
    return {
      urls: new Map(
        Object.entries(manifest.modules).map(([item, file]) => [item, pathToFileURL(file).href]),
      ),
      serves: (other) => {
        const found = modulesFolder(name, other)
        return found !== null && realpathSync(join(found, name)) === home
      },
    }
  } catch {
    // A folder that cannot be written to, or a package that cannot be bundled alone.
    return null
  }
}

/** Other modules of the package, `require`, or files that would find another copy of it are not served. */
export const isServed = (
  metafile: Metafile | undefined,
  kept: KeptPackage,
  root: string,
): boolean => {
  if (metafile === undefined) return false
  const urls = new Set(kept.urls.values())
  const imports = Object.values(metafile.inputs).flatMap((input) => input.imports)
  const folders = new Set(Object.keys(metafile.inputs).map((file) => dirname(resolve(root, file))))
  return (
    imports.every(
      ({ path, kind, external: isOutside }) =>
        isOutside !== true ||
        ![...urls].some((url) => path.startsWith(url)) ||
        (urls.has(path) && !kind.startsWith('require')),
    ) && [...folders].every((folder) => kept.serves(folder))
  )
}
