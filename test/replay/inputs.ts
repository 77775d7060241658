/** What stands outside the repository: packages and sources of the projects, points of their histories. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { Mend } from './projects.ts'

const run = promisify(execFile)

export interface Places {
  /** A folder a project, with the packages that its models import. */
  readonly projects: string
  /** `NAME.points.json`, `NAME.models.json`, `NAME.drift.json`. */
  readonly cases: string
  /** The script that puts the models of a commit into `projects/NAME/src`: `extract NAME COMMIT`. */
  readonly extract: string
  /** The folder of the git mirrors, for `extract`. */
  readonly mirror: string
}

const VARIABLES = {
  projects: 'DIFFKIT_PROJECTS',
  cases: 'DIFFKIT_PROJECT_CASES',
  extract: 'DIFFKIT_PROJECT_EXTRACT',
  mirror: 'DIFFKIT_PROJECT_MIRROR',
} as const

/** The places that the environment names, or sentences about those that are missing. */
export const readPlaces = (): Places | readonly string[] => {
  const missing = Object.entries(VARIABLES).flatMap(([what, name]) => {
    const path = process.env[name] ?? ''
    if (path === '') return [`${name} is not set: it names the ${what} of the replay`]
    return existsSync(path) ? [] : [`${name}: ${path} does not exist`]
  })
  if (missing.length > 0) return missing
  const path = (name: keyof typeof VARIABLES): string => process.env[VARIABLES[name]] ?? ''
  return {
    projects: path('projects'),
    cases: path('cases'),
    extract: path('extract'),
    mirror: path('mirror'),
  }
}

/** One state of the models. */
export interface State {
  readonly commit: string
  /** The index of the migration that it belongs to; `null` where there are models only. */
  readonly k: number | null
  readonly tag: string
  /** The folder whose packages it needs. */
  readonly home: string
}

const readJson = async <T>(file: string, absent: T): Promise<T> =>
  existsSync(file) ? JSON.parse(await readFile(file, 'utf8')) : absent

interface Point {
  readonly k: number
  readonly tag: string
  readonly level: string
  readonly commit?: string
  readonly env?: string
}

/** Where the models equalled a snapshot of drizzle-kit; where a project has no such points, its states. */
export const readStates = async ({ cases }: Places, name: string): Promise<readonly State[]> => {
  const points = await readJson<readonly Point[]>(join(cases, `${name}.points.json`), [])
  if (points.length > 0) {
    return points.flatMap(({ k, tag, level, commit, env }) =>
      level === 'equal' && commit !== undefined ? [{ commit, k, tag, home: env ?? name }] : [],
    )
  }
  const models = await readJson<readonly { commit: string; date: string }[]>(
    join(cases, `${name}.models.json`),
    [],
  )
  return models.map(({ commit, date }) => ({ commit, k: null, tag: date, home: name }))
}

interface Drift {
  readonly k: number
  readonly drift: readonly string[]
}

/** By migration, where the committed SQL and the models disagree. */
export const readDrift = async (
  { cases }: Places,
  name: string,
): Promise<ReadonlyMap<number, readonly string[]>> => {
  const rows = await readJson<readonly Drift[]>(join(cases, `${name}.drift.json`), [])
  return new Map(rows.map(({ k, drift }) => [k, drift]))
}

export interface Extracted {
  readonly entries: readonly string[]
  readonly casing: string | null
  readonly migrations: string
}

const STUBS = /stubs: (.*)$/m

/** A stub whose parts have an end to their prototypes, which readers of kinds climb; the module itself answers through its own. */
const climbable = (stub: string): string =>
  stub
    .replace('getPrototypeOf(){return p},', '')
    .replace(/module\.exports=mk\((.*)\);/, 'module.exports=Object.create(mk($1));')

/**
 * Packages that are no part of the schema stand as CommonJS objects that answer anything; named imports of
 * an ES module fail on these, so they are given as TypeScript, which is bundled.
 */
const redirectStubs = async (home: string, names: readonly string[]): Promise<void> => {
  const file = join(home, 'tsconfig.json')
  const config = JSON.parse(await readFile(file, 'utf8'))
  for (const name of names) {
    const installed = join(home, 'node_modules', name)
    const source = existsSync(join(installed, 'index.js'))
      ? join(installed, 'index.js')
      : `${installed.replace(/\.js$/, '')}.js`
    const target = join('stubs', `${name}.cts`)
    await mkdir(dirname(join(home, target)), { recursive: true })
    await writeFile(join(home, target), climbable(await readFile(source, 'utf8')))
    config.compilerOptions.paths[name] = [`./${target}`]
  }
  await writeFile(file, JSON.stringify(config))
}

/** The same for stubs that stand in the sources' own place. */
const renameStubs = async (folder: string, files: readonly string[]): Promise<void> => {
  for (const file of files) {
    const written = join(folder, file.replace(/\.\w+$/, '.js'))
    if (!existsSync(written)) continue
    const text = climbable(await readFile(written, 'utf8'))
    await rm(written)
    await writeFile(join(folder, file.replace(/\.\w+$/, '.ts')), text)
  }
}

/** Puts the models of a commit in place. */
export const extract = async (
  places: Places,
  { home, commit }: Pick<State, 'home' | 'commit'>,
): Promise<Extracted> => {
  const env = { ...process.env, REPLAY: places.projects, MIRROR: places.mirror }
  const commitArgument = commit === 'HEAD' ? [] : [commit]
  const { stdout } = await run(process.execPath, [places.extract, home, ...commitArgument], {
    env,
    maxBuffer: 1 << 26,
  })
  const folder = join(places.projects, home)
  const stubs = (STUBS.exec(stdout)?.[1] ?? '-').split(' ')
  const packages = stubs.filter((stub) => existsSync(join(folder, 'node_modules', stub)))
  await redirectStubs(folder, packages)
  const files = stubs.filter((stub) => !packages.includes(stub))
  await renameStubs(join(folder, 'src'), files)
  return JSON.parse(await readFile(join(folder, 'entries.json'), 'utf8'))
}

/** Writes the models in place otherwise; whether anything was found to mend. */
export const mend = async ({ entries }: Extracted, mends: readonly Mend[]): Promise<boolean> => {
  let isMended = false
  const folders = new Set(entries.map((entry) => dirname(entry)))
  for (const folder of folders) {
    for (const name of await readdir(folder, { recursive: true })) {
      if (!name.endsWith('.ts')) continue
      const file = join(folder, name)
      const text = await readFile(file, 'utf8')
      const mended = mends.reduce(
        (source, { find, replace }) => source.replaceAll(find, replace),
        text,
      )
      if (mended === text) continue
      await writeFile(file, mended)
      isMended = true
    }
  }
  return isMended
}

export interface Committed {
  readonly k: number
  readonly tag: string
  readonly statements: readonly string[]
}

interface Journal {
  readonly entries: readonly { readonly idx: number; readonly tag: string }[]
}

const BREAK = '--> statement-breakpoint'

/** The project's own migrations at its newest commit, in order. */
export const readCommitted = async (folder: string): Promise<readonly Committed[]> => {
  const journal = await readJson<Journal | null>(join(folder, 'meta/_journal.json'), null)
  const tags =
    journal?.entries.map(({ tag }) => tag) ??
    (existsSync(folder) ? await readdir(folder) : [])
      .filter((file) => file.endsWith('.sql'))
      .map((file) => file.replace(/\.sql$/, ''))
      .toSorted()
  return Promise.all(
    tags.map(async (tag, k) => {
      const text = await readFile(join(folder, `${tag}.sql`), 'utf8')
      return { k, tag, statements: text.split(BREAK).filter((part) => part.trim() !== '') }
    }),
  )
}
