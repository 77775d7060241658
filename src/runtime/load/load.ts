/** Loads the user's TypeScript: configuration, models, migrations. One bundle for all that is asked. */
import { readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { bundle } from './bundle.ts'
import type { Bundled } from './bundle.ts'
import { CHANCE } from './chance.ts'
import type { Chance } from './chance.ts'
import type { ModuleRequest } from './bundle.ts'
import { makeTemporaryFolder } from '../../dialects/temporary-folder.ts'
import type { KeptPackage } from '../kept/index.ts'
import { whileUnderway } from '../underway.ts'
import { isDiffkitError } from '../../errors.ts'
import { someOf } from '../../errors/sentence.ts'
import { explainThrow } from './errors.ts'
import { removeLeftFolders } from './left-folders.ts'
import { rememberMap, showFile } from './source-lines.ts'

/** What a module exports, by name. */
export type UserModule = Readonly<Record<string, unknown>>

let count = 0

const isModule = (value: unknown): value is UserModule =>
  typeof value === 'object' && value !== null

export interface LoadOptions {
  /** A package that is bundled with the files, so that its copy is theirs alone. */
  readonly inline?: string
  /** Modules of it that are not asked for, but that files are likely to import. */
  readonly likely?: readonly string[]
  /** What the clock and the dice are while the code runs. */
  readonly chance?: Chance
  /** What is thrown later, when something of the modules is called, is explained where that can be waited for. */
  readonly lateMap?: boolean
}

/** The path of a file that can be imported once `work` has written it; it is gone afterwards. */
const withFile = async <T>(work: (file: string) => Promise<T>): Promise<T> => {
  const place = realpathSync(tmpdir())
  const folder = makeTemporaryFolder(place, 'bundle')
  if (count === 0) void removeLeftFolders(place)
  try {
    return await work(join(folder, `bundle-${process.pid}-${count++}.mjs`))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Modules, and a way to evaluate the same code once more. */
export interface Loading {
  readonly modules: readonly UserModule[]
  /** The files that the bundle was made of, by absolute path; those of packages aside. */
  sources(): readonly string[]
  again(chance: Chance): Promise<readonly UserModule[]>
}

/** Imports a bundle, whose first and last statements put the chance in place and away. */
const evaluated = async (url: string, chance: Chance | undefined): Promise<unknown> => {
  if (chance === undefined) return import(/* @vite-ignore */ url)
  Reflect.set(globalThis, CHANCE, chance)
  try {
    return await import(/* @vite-ignore */ url)
  } finally {
    // Code that throws never comes to its last statement.
    chance.end()
    Reflect.deleteProperty(globalThis, CHANCE)
  }
}

const shownRequests = (requests: readonly ModuleRequest[]): string =>
  someOf(requests.flatMap(({ specifier }) => (isAbsolute(specifier) ? [showFile(specifier)] : [])))

interface Packages {
  readonly chance: Chance | undefined
  readonly inline: string | null
  readonly kept: KeptPackage | null
  readonly lateMap: boolean
}

const importAll = async (
  requests: readonly ModuleRequest[],
  packages: Packages,
): Promise<Loading> => {
  let written: { readonly code: Buffer; readonly bundled: Bundled } | null = null
  const write = async (file: string): Promise<Bundled> => {
    if (written === null) {
      const bundled = await bundle(requests, { file, ...packages })
      written = { code: readFileSync(file), bundled }
    } else writeFileSync(file, written.code)
    return written.bundled
  }
  const evaluate = (chance?: Chance): Promise<readonly UserModule[]> =>
    withFile(async (file) => {
      const url = pathToFileURL(file).href
      rememberMap(url, (await write(file)).map)
      const loaded = await whileUnderway(`loading ${shownRequests(requests)}`, () =>
        evaluated(url, chance),
      )
      return requests.map((_request, index) => {
        const found = isModule(loaded) ? loaded[`module${index}`] : undefined
        return isModule(found) ? found : {}
      })
    })
  const modules = await evaluate(packages.chance)
  const sources = (): readonly string[] => written?.bundled.sources() ?? []
  return { modules, sources, again: evaluate }
}

const ofPackage = (requests: readonly ModuleRequest[], name: string): readonly ModuleRequest[] =>
  requests.filter(({ specifier }) => specifier === name || specifier.startsWith(`${name}/`))

/** With what is kept of the package; `null` where that does not do, for whatever reason. */
const importKept = async (
  requests: readonly ModuleRequest[],
  { inline, likely = [], chance, lateMap = false }: LoadOptions,
): Promise<Loading | null> => {
  const wanted = inline === undefined ? [] : ofPackage(requests, inline)
  const from = wanted[0]?.from
  if (inline === undefined || from === undefined) return null
  const { keepPackage } = await import('../kept/index.ts')
  const specifiers = [...wanted.map(({ specifier }) => specifier), ...likely]
  const kept = await keepPackage(inline, specifiers, from)
  const has = ({ specifier, optional }: ModuleRequest): boolean =>
    optional === true || kept?.urls.has(specifier) === true
  if (kept === null || !wanted.every(has)) return null
  return importAll(requests, { inline, kept, chance, lateMap }).catch(() => null)
}

const hasPlace = (error: unknown): boolean =>
  isDiffkitError(error) && 'line' in error.data && error.data.line !== undefined

/** Alone, a module that throws is known even where its error names no line. */
const findThrowing = async (requests: readonly ModuleRequest[]): Promise<void> => {
  for (const request of requests) await openRequests([request])
}

/** Modules in the order asked; an optional one that cannot be found is empty. */
export const openRequests = async (
  requests: readonly ModuleRequest[],
  options: LoadOptions = {},
): Promise<Loading> => {
  try {
    const kept = await importKept(requests, options)
    return (
      kept ??
      (await importAll(requests, {
        inline: options.inline ?? null,
        kept: null,
        chance: options.chance,
        lateMap: options.lateMap ?? false,
      }))
    )
  } catch (error) {
    const explained = await explainThrow(error, requests[0]?.specifier ?? '')
    if (requests.length > 1 && !hasPlace(explained)) await findThrowing(requests)
    throw explained
  }
}

/** Files by their absolute path, loaded together, so that what they share is one instance. */
export const loadModules = async (
  paths: readonly string[],
): Promise<ReadonlyMap<string, UserModule>> => {
  if (paths.length === 0) return new Map()
  const requests = paths.map((path) => ({ specifier: resolve(path), from: dirname(resolve(path)) }))
  const { modules } = await openRequests(requests)
  return new Map(paths.map((path, index) => [path, modules[index] ?? {}]))
}

/** A package as the files of a folder would import it. */
export const importUserModule = async (specifier: string, from: string): Promise<UserModule> => {
  const { modules } = await openRequests([{ specifier, from }])
  return modules[0] ?? {}
}
