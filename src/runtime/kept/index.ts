/**
 * A bundle of an installed package, kept beside it: its hundreds of small modules are put together
 * once, not at every run. It stands for the package only while no file of that has changed.
 */
import { existsSync, realpathSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Metafile } from 'esbuild'
import { keyOf, make } from './make.ts'
import { isOfToday, markUsed, readManifest, sha256 } from './manifest.ts'
import type { Manifest } from './manifest.ts'
import { mayBeMapped } from './path-mapping.ts'

export interface KeptPackage {
  /** URLs by specifier; a module that the package does not have is none. */
  readonly urls: ReadonlyMap<string, string>
  /**
   * Throws when what a build at `root` put together is not served: other modules of the package,
   * `require`, files that would find another copy. It is then not tried again before tomorrow.
   */
  requireServed(metafile: Metafile | undefined, root: string): void
}

/** The `node_modules` where files of a folder find a package. */
export const modulesFolder = (name: string, folder: string): string | null => {
  for (let at = folder; ; at = dirname(at)) {
    const found = join(at, 'node_modules')
    if (existsSync(join(found, name, 'package.json'))) return found
    if (dirname(at) === at) return null
  }
}

interface Served {
  readonly name: string
  readonly home: string
  readonly urls: ReadonlyMap<string, string>
  /** Paths of the metafile are relative to this. */
  readonly root: string
}

const isServed = ({ inputs }: Metafile, { name, home, urls, root }: Served): boolean => {
  const known = new Set(urls.values())
  const isKept = (path: string): boolean => [...known].some((url) => path.startsWith(url))
  const imports = Object.values(inputs).flatMap((input) => input.imports)
  const folders = new Set(Object.keys(inputs).map((file) => dirname(resolve(root, file))))
  const findsHome = (folder: string): boolean => {
    const modules = modulesFolder(name, folder)
    return modules !== null && realpathSync(join(modules, name)) === home
  }
  return (
    imports.every(
      ({ path, kind, external = false }) =>
        !external || !isKept(path) || (known.has(path) && !kind.startsWith('require')),
    ) &&
    [...folders].every(findsHome) &&
    !mayBeMapped(folders, name)
  )
}

const urlsOf = (cache: string, { folder, modules }: Manifest): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(modules).map(([specifier, file]) => [
      specifier,
      pathToFileURL(join(cache, folder, file)).href,
    ]),
  )

/** The kept modules of a package as files of `from` import it; `null` where nothing can be kept. */
export const keepPackage = async (
  name: string,
  specifiers: readonly string[],
  from: string,
): Promise<KeptPackage | null> => {
  const modules = modulesFolder(name, from)
  if (modules === null) return null
  try {
    const home = realpathSync(join(modules, name))
    const cache = join(modules, '.cache', 'diffkit')
    const wanted = { specifiers, from, home }
    const key = keyOf(wanted)
    const declined = join(cache, `${key}-${sha256(from).slice(0, 16)}.declined`)
    if (isOfToday(declined)) return null
    const known = readManifest(cache, key)
    if (known !== null) markUsed(cache, key, known)
    const manifest = known ?? (await make(wanted, { cache, key }))
    if (manifest === null) return null
    const urls = urlsOf(cache, manifest)
    return {
      urls,
      requireServed: (metafile, root) => {
        if (metafile !== undefined && isServed(metafile, { name, home, urls, root })) return
        writeFileSync(declined, '')
        throw new Error(`${name} is not kept for these files`)
      },
    }
  } catch {
    // A folder that cannot be written to, or a package that cannot be bundled alone.
    return null
  }
}
