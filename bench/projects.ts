/** The same project twice, for diffkit and for drizzle-kit, each with its first migration made. */
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Dialect, Side } from './bench.ts'
import { measure } from './measure.ts'
import { modelFiles } from './models.ts'
import type { Variant } from './models.ts'
import type { Server } from './server.ts'

interface Project {
  readonly folder: string
  /** Writes other models over the ones that are there. */
  models(variant: Variant): void
  /** Puts the folders that a tool writes into back as they were after the first migration. */
  restore(): void
  /** Takes them away, as they were before it. */
  clear(): void
}

interface Pair {
  readonly dialect: Dialect
  readonly tables: number
  readonly diffkit: Project
  readonly drizzle: Project
  /** The database that both are configured for; empty at first. */
  readonly url: string
}

export interface Projects {
  /** Made when first asked for. */
  pair(dialect: Dialect, tables: number): Promise<Pair>
}

// This file runs as a bundle in a folder of the repository.
const root = resolve(import.meta.dirname, '../..')
const bin = join(root, 'bin/diffkit.js')
const kit = join(root, 'node_modules/drizzle-kit/bin.cjs')

/** A run of diffkit's command line. */
export const diffkit = (
  folder: string,
  args: readonly string[],
  more: Partial<Side> = {},
): Side => ({ name: 'diffkit', args: [bin, ...args], folder, ...more })

/** A run of drizzle-kit's. */
export const drizzleKit = (
  folder: string,
  args: readonly string[],
  more: Partial<Side> = {},
): Side => ({ name: `drizzle-kit ${args[0] ?? ''}`, args: [kit, ...args], folder, ...more })

/** A folder with these files, in reach of the packages of this repository. */
const writeFiles = (folder: string, files: Readonly<Record<string, string>>): void => {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
}

export const makeFolder = (folder: string, files: Readonly<Record<string, string>>): void => {
  mkdirSync(folder, { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  // The models are ES modules, as in most projects.
  writeFiles(folder, { 'package.json': '{ "type": "module" }\n', ...files })
}

/** A configuration of diffkit; on PostgreSQL scratch databases are made on the running server. */
export const diffkitConfig = (dialect: Dialect, url: string, scratch: string | null): string =>
  `import { defineConfig } from 'diffkit'

export default defineConfig({
  dialect: '${dialect}',
  schema: './schema/*.ts',
  url: '${url}',
${scratch === null ? '' : `  scratch: '${scratch}',\n`}})
`

const kitConfig = (dialect: Dialect, url: string, out: string): string => `export default {
  dialect: '${dialect}',
  schema: './schema/*.ts',
  out: './${out}',
  dbCredentials: { url: '${dialect === 'sqlite' ? url.replace(/^sqlite:/, 'file:') : url}' },
}
`

const projectIn = (
  folder: string,
  { dialect, tables, written }: { dialect: Dialect; tables: number; written: readonly string[] },
): Project => {
  let variant: Variant = 'base'
  return {
    folder,
    models: (wanted) => {
      if (wanted === variant) return
      writeFiles(folder, modelFiles(dialect, tables, wanted))
      variant = wanted
    },
    clear: () => {
      for (const name of written) rmSync(join(folder, name), { recursive: true, force: true })
    },
    restore: () => {
      for (const name of written) {
        rmSync(join(folder, name), { recursive: true, force: true })
        cpSync(join(folder, '.saved', name), join(folder, name), { recursive: true })
      }
    },
  }
}

const save = (folder: string, names: readonly string[]): void => {
  for (const name of names) {
    cpSync(join(folder, name), join(folder, '.saved', name), { recursive: true })
  }
}

interface Tools {
  folder(name: string): string
  server(): Promise<Server>
}

const makePair = async (dialect: Dialect, tables: number, tools: Tools): Promise<Pair> => {
  const server = dialect === 'postgresql' ? await tools.server() : null
  const base = tools.folder(`${dialect}-${tables}`)
  const url = server === null ? `sqlite:${base}/app.db` : server.url(await server.create())
  const files = modelFiles(dialect, tables, 'base')
  const [ours, theirs] = [join(base, 'diffkit'), join(base, 'drizzle-kit')]
  const scratch = server === null ? null : server.url('postgres')
  makeFolder(ours, { ...files, 'diffkit.config.ts': diffkitConfig(dialect, url, scratch) })
  makeFolder(theirs, {
    ...files,
    'drizzle.config.ts': kitConfig(dialect, url, 'drizzle'),
    // Flags of drizzle-kit stand in for the whole configuration, so that pull has one of its own.
    'pull.config.ts': kitConfig(dialect, url, 'pulled'),
  })
  await measure(diffkit(ours, ['revision', '-m', 'first', '--rev-id', 'first']))
  await measure(drizzleKit(theirs, ['generate', '--name', 'first']))
  const written = { ours: ['migrations', 'snapshots'], theirs: ['drizzle'] }
  save(ours, written.ours)
  save(theirs, written.theirs)
  return {
    dialect,
    tables,
    url,
    diffkit: projectIn(ours, { dialect, tables, written: written.ours }),
    drizzle: projectIn(theirs, { dialect, tables, written: written.theirs }),
  }
}

/** Makes each pair once. */
export const openProjects = (tools: Tools): Projects => {
  const made = new Map<string, Promise<Pair>>()
  return {
    pair: (dialect, tables) => {
      const key = `${dialect} ${tables}`
      const pair = made.get(key) ?? makePair(dialect, tables, tools)
      made.set(key, pair)
      return pair
    },
  }
}
