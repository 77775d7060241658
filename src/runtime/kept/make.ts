/** Makes a bundle of an installed package, where any number of processes may do the same. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, realpathSync } from 'node:fs'
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'
import type { BuildOptions, Metafile, Plugin } from 'esbuild'
import { loadEsbuild } from '../load/esbuild.ts'
import { isWhole, removeUnused, sha256, stampOf } from './manifest.ts'
import type { Manifest } from './manifest.ts'

/** Files that changed so shortly before the bundle was made may have changed while it was. */
const SETTLED_NS = 100_000_000n

const OPTIONS = {
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: `node${process.versions.node}`,
  // Half the text is half the time that Node takes to read it; names stay what they are.
  minifyWhitespace: true,
  logLevel: 'silent',
  metafile: true,
} as const satisfies BuildOptions

/** What is to be bundled. */
export interface Wanted {
  readonly specifiers: readonly string[]
  /** Where files import the package from. */
  readonly from: string
  /** The folder of the package, without links. */
  readonly home: string
}

/** Another bundle for another Node, esbuild, package or list of modules. */
export const keyOf = ({ specifiers, home }: Wanted): string =>
  sha256([loadEsbuild().version, JSON.stringify(OPTIONS), home, ...specifiers].join('\n')).slice(
    0,
    24,
  )

const ENTRY = 'diffkit-kept:'
const ABSENT = 'diffkit-absent'

/** Entries by specifier; one that cannot be found is none, and stands in `absent` afterwards. */
const entries = (from: string, absent: Set<string>): Plugin => ({
  name: 'diffkit-kept',
  setup: (build) => {
    build.onResolve({ filter: new RegExp(`^${ENTRY}`) }, async ({ path }) => {
      const specifier = path.slice(ENTRY.length)
      const found = await build.resolve(specifier, { kind: 'import-statement', resolveDir: from })
      if (found.errors.length === 0) return { path: found.path }
      absent.add(specifier)
      return { path: specifier, namespace: ABSENT }
    })
    build.onLoad({ filter: /.*/, namespace: ABSENT }, () => ({ contents: 'export {}' }))
  },
})

/** `null` where something of another package is in it, or where a file has only just changed. */
const stampsOf = (
  { inputs }: Metafile,
  { home, from }: Wanted,
  start: bigint,
): Manifest['inputs'] | null => {
  const files = Object.keys(inputs).filter((file) => !file.startsWith(`${ABSENT}:`))
  const paths = files.map((file) => realpathSync(resolve(from, file)))
  const stamps: [string, string][] = []
  for (const path of [join(home, 'package.json'), ...paths]) {
    const stamp = stampOf(path)
    const isSettled = stamp !== null && stamp.changed + SETTLED_NS < start
    if (!isSettled || !path.startsWith(home + sep)) return null
    stamps.push([path, stamp.text])
  }
  return Object.fromEntries(stamps)
}

/** Its name says what is in it, so that whoever comes second finds the same; nothing is written over. */
const settle = (
  draft: string,
  cache: string,
  { key, outputs }: { readonly key: string; readonly outputs: Manifest['outputs'] },
): string => {
  const name = `${key}-${sha256(JSON.stringify(outputs)).slice(0, 16)}`
  try {
    renameSync(draft, join(cache, name))
    return name
  } catch (error) {
    if (!existsSync(join(cache, name))) throw error
  }
  if (isWhole(join(cache, name), outputs)) return name
  const other = `${name}-${randomBytes(4).toString('hex')}`
  renameSync(draft, join(cache, other))
  return other
}

/** What is written into `cache`; `null` where the package cannot be kept now. */
export const make = async (
  wanted: Wanted,
  { cache, key }: { readonly cache: string; readonly key: string },
): Promise<Manifest | null> => {
  const { specifiers, from } = wanted
  mkdirSync(cache, { recursive: true })
  const draft = join(cache, `draft-${randomBytes(8).toString('hex')}`)
  mkdirSync(draft)
  try {
    // By the clock of the file system that the stamps are from.
    const start = stampOf(draft)?.changed ?? 0n
    const absent = new Set<string>()
    const { metafile } = await loadEsbuild().build({
      ...OPTIONS,
      absWorkingDir: from,
      entryPoints: specifiers.map((name, index) => ({ in: ENTRY + name, out: `module${index}` })),
      outdir: draft,
      plugins: [entries(from, absent)],
    })
    const inputs = stampsOf(metafile, wanted, start)
    if (inputs === null) return null
    const outputs = Object.fromEntries(
      readdirSync(draft).map((name) => [name, sha256(readFileSync(join(draft, name)))]),
    )
    const modules = Object.fromEntries(
      specifiers
        .map((name, index) => [name, `module${index}.mjs`] as const)
        .filter(([name]) => !absent.has(name)),
    )
    const folder = settle(draft, cache, { key, outputs })
    const manifest: Manifest = { inputs, outputs, folder, modules }
    writeFileSync(`${draft}.json`, JSON.stringify(manifest))
    renameSync(`${draft}.json`, join(cache, `${key}.json`))
    removeUnused(cache)
    return manifest
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}
