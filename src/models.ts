/** Imports the files of models, and the very drizzle-orm that they use. */
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import type { ResolvedConfig } from './config.ts'
import type { DrizzleModules, ModelExport } from './dialects/dialect.ts'
import { DiffkitError } from './errors.ts'
import { rigChance, watchChance } from './runtime/load/chance.ts'
import type { End } from './runtime/load/chance.ts'
import { namedAfter, requireSupportedDrizzle } from './runtime/load/drizzle-version.ts'
import { openRequests } from './runtime/load/load.ts'
import type { UserModule } from './runtime/load/load.ts'
import { requireSteadyDefaults } from './runtime/load/varying.ts'
import { remember } from './util/remember.ts'

export interface LoadedModels {
  /** Each exported value once, although barrels export it again. */
  readonly exports: readonly ModelExport[]
  readonly drizzle: DrizzleModules
  /** Whether the clock or the dice were asked while they loaded. */
  readonly isAsked: boolean
  /** The exports at another time, with other dice. */
  loadAgain(end: End): Promise<readonly ModelExport[]>
  /** The files that the configuration names, by absolute path. */
  readonly files: readonly string[]
  /** All that they consist of, packages aside, by absolute path. */
  sources(): readonly string[]
}

type Source = Pick<ResolvedConfig, 'file' | 'folder' | 'schema' | 'dialect' | 'casing'>

const MODULE = /(?<!\.d)\.[mc]?[jt]sx?$/
const ORM = 'drizzle-orm'
const CORE = { sqlite: 'drizzle-orm/sqlite-core', postgresql: 'drizzle-orm/pg-core' } as const

/** The files that the patterns of the configuration match, sorted; a pattern without any is an error. */
const findModelFiles = async ({ folder, schema }: Source): Promise<readonly string[]> => {
  const { glob } = await import('tinyglobby')
  const ignore = schema.filter((pattern) => pattern.startsWith('!')).map((item) => item.slice(1))
  const files = new Set<string>()
  for (const pattern of schema.filter((item) => !item.startsWith('!'))) {
    const options = { cwd: folder, absolute: true, ignore: ['**/node_modules/**', ...ignore] }
    const found = (await glob(pattern, options)).filter((file) => MODULE.test(file))
    if (found.length === 0) {
      throw new DiffkitError('SCHEMA_NOT_FOUND', { pattern, folder })
    }
    for (const file of found) files.add(file)
  }
  return [...files].toSorted()
}

interface Found extends ModelExport {
  readonly path: string
}

const exportsOf = (folder: string, path: string, module: UserModule): readonly Found[] => {
  const file = relative(folder, path).split(sep).join('/')
  return Object.entries(module).map(([name, value]) => ({ value, name, file, path }))
}

/** Whether the text declares a constant of that name which is more than another name of something. */
const declares = (text: string, name: string): boolean => {
  const written = name.replaceAll('$', '\\$&')
  const alias = String.raw`[\w$.]+\s*(?:;|,|\n|$|as\s|satisfies\s)`
  return new RegExp(String.raw`const\s+${written}\s*(?::[^=]+)?=(?!\s*${alias})`).test(text)
}

/** Of several exports of one value, the one that declares it rather than passes it on. */
const findDeclaring = async (candidates: readonly [Found, ...Found[]]): Promise<Found> => {
  if (candidates.length === 1) return candidates[0]
  for (const candidate of candidates) {
    if (declares(await readFile(candidate.path, 'utf8'), candidate.name)) return candidate
  }
  return candidates[0]
}

const distinct = async (all: readonly Found[]): Promise<readonly ModelExport[]> => {
  const byValue = new Map<unknown, [Found, ...Found[]]>()
  for (const found of all) {
    const same = byValue.get(found.value)
    if (same === undefined) byValue.set(found.value, [found])
    else same.push(found)
  }
  const exports: ModelExport[] = []
  for (const candidates of byValue.values()) {
    const { value, name, file } = await findDeclaring(candidates)
    exports.push({ value, name, file })
  }
  return exports
}

/** drizzle-orm 1 cases the names of a table where the table is made, and knows no such option. */
const checkCasing = ({ casing, file, folder }: Source, module: UserModule): void => {
  if (casing === null || 'CasingCache' in module) return
  throw new DiffkitError('CONFIG_INVALID', {
    file: relative(folder, file),
    problem: `drizzle-orm 1 has no option \`casing\`: make the tables with \`${casing === 'camelCase' ? 'camelCase' : 'snakeCase'}.table(…)\` and remove the key`,
  })
}

/** Loads everything in one bundle, so that files that share a table share the object. */
export const loadModels = async (source: Source): Promise<LoadedModels> => {
  const files = await findModelFiles(source)
  const from = dirname(files[0] ?? source.folder)
  requireSupportedDrizzle(from)
  const chance = watchChance()
  const { modules, again, sources } = await openRequests(
    [
      { specifier: ORM, from },
      { specifier: CORE[source.dialect], from },
      { specifier: `${ORM}/casing`, from, optional: true },
      ...files.map((file) => ({ specifier: file, from: dirname(file) })),
    ],
    // Its hundreds of small modules load several times faster as a part of the bundle.
    { inline: ORM, likely: [`${ORM}/relations`, `${ORM}/sql`], chance, lateMap: true },
  ).catch((error: unknown) => {
    throw namedAfter(relative(source.folder, files[0] ?? ''), error)
  })
  const [orm = {}, core = {}, casing = {}] = modules
  checkCasing(source, casing)
  const read = (all: readonly UserModule[]): readonly Found[] =>
    files
      .flatMap((path, index) => exportsOf(source.folder, path, all[index + 3] ?? {}))
      .filter(({ value }) => typeof value === 'object' || typeof value === 'function')
  const exports = await distinct(read(modules))
  const isAsked = chance.isAsked()
  const loadAgain = remember(async (end: End) => distinct(read(await again(rigChance(end)))))
  await requireSteadyDefaults(exports, {
    sourceOf: (file) => readFileSync(join(source.folder, file), 'utf8'),
    isAsked,
    loadAgain,
  })
  return {
    exports,
    isAsked,
    loadAgain,
    drizzle: { orm, core, casing: Object.keys(casing).length === 0 ? null : casing },
    files,
    sources,
  }
}
