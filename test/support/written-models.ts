/** Schemas written as Drizzle models, loaded and read as a user's are. */
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Dialect, Models } from '../../src/dialects/dialect.ts'
import { openRequests } from '../../src/runtime/load/load.ts'
import type { Schema } from '../../src/schema/types.ts'
import { drizzleSource } from './drizzle-source.ts'
import type { Names } from './drizzle-source.ts'
import { root } from './project.ts'

export interface WrittenModels {
  readonly url: string
  readonly source: string
  /** Throws what the reader throws. */
  read(): Models
}

const CORE = { sqlite: 'drizzle-orm/sqlite-core', postgresql: 'drizzle-orm/pg-core' } as const

const folders: string[] = []

/** Removes every module that this file of tests has written. */
export const removeSources = async (): Promise<void> => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true })
}

/** Modules of models on disk, all loaded at once. */
export const loadSources = async (
  sources: readonly string[],
  dialect: Dialect,
): Promise<readonly WrittenModels[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'diffkit-oracle-'))
  folders.push(folder)
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  const distinct = [...new Set(sources)]
  const files = distinct.map((_source, at) => join(folder, `models${at}.mjs`))
  await Promise.all(files.map((file, at) => writeFile(file, distinct[at] ?? '')))
  const { modules: loaded } = await openRequests([
    { specifier: 'drizzle-orm', from: folder },
    { specifier: CORE[dialect.name], from: folder },
    { specifier: 'drizzle-orm/casing', from: folder },
    ...files.map((specifier) => ({ specifier, from: folder })),
  ])
  const [orm = {}, core = {}, casing = {}, ...modules] = loaded
  return sources.map((source) => {
    const at = distinct.indexOf(source)
    return {
      url: pathToFileURL(files[at] ?? '').href,
      source,
      read: () => {
        const exports = Object.entries(modules[at] ?? {}).map(([name, value]) => ({
          value,
          name,
          file: 'models.ts',
        }))
        return dialect.readModels(exports, { orm, core, casing }, { casing: null })
      },
    }
  })
}

/** `schemas` must be declarable. */
export const writeModels = (
  schemas: readonly Schema[],
  dialect: Dialect,
  names: Names,
): Promise<readonly WrittenModels[]> =>
  loadSources(
    schemas.map((schema) => drizzleSource(schema, dialect.name, names)),
    dialect,
  )
