/** The migrations folder as history: the graph, and each revision's program and snapshot when asked. */
import { promises } from 'node:fs'
import { join, relative } from 'node:path'
import type { ResolvedConfig } from '../../config.ts'
import { DiffkitError } from '../../errors.ts'
import type { Operation } from '../../operations/index.ts'
import { readDirectory } from '../../revisions/directory.ts'
import type { Graph } from '../../revisions/graph.ts'
import { readProgramText } from '../../revisions/program-text.ts'
import type { Revision } from '../../revisions/revision.ts'
import { isSealed } from '../../revisions/seal.ts'
import { parseSnapshot } from '../../schema/snapshot.ts'
import { emptySchema } from '../../schema/types.ts'
import type { Schema } from '../../schema/types.ts'
import { viewHistory } from './view.ts'
import type { HistoryFiles } from './view.ts'
import { loadModules } from '../load/load.ts'
import type { UserModule } from '../load/load.ts'
import { record } from './record.ts'
import type { Program } from './record.ts'
import { moduleOfText } from './replay-text.ts'

/** Where the history is looked at from. */
export interface Standing {
  /** The rows of a database's version table. */
  readonly rows?: readonly string[]
  /** Addresses that somebody gives. */
  readonly names?: readonly string[]
}

/** A revision that stands for others. */
export interface Squash {
  readonly revision: Revision
  /** All that it stands for, as far as there are files. */
  readonly originals: readonly Revision[]
  /** Revisions that stand on the middle of it: as long as there are any, the originals are in the graph. */
  readonly intruders: readonly string[]
}

export interface History {
  readonly graph: Graph
  /** Every migration file, those that a squash stands for as well. */
  readonly revisions: readonly Revision[]
  readonly squashes: readonly Squash[]
  /** The same history with the squashes open that a database is in the middle of, or whose originals are named. */
  at(standing: Standing): History
  /** What the version table holds for a revision: for a squash the last one that it stands for. */
  rowOf(id: string): string
  /** The revision in the graph that a row means. */
  idOf(row: string): string
  /** By exact id; throws when this folder does not have it. */
  find(id: string): Revision
  /** The recorded programs of revisions, loaded in one bundle. */
  programs(ids: readonly string[]): Promise<ReadonlyMap<string, Program>>
  /** One direction only, so that a broken other one is no obstacle. */
  operations(
    ids: readonly string[],
    direction: keyof Program,
  ): Promise<ReadonlyMap<string, readonly Operation[]>>
  /** The schema after a revision, as its snapshot file says; `null` is the empty one of base. */
  snapshot(id: string | null): Promise<Schema>
  /** The snapshot has been written anew. */
  forget(id: string): void
  /** Whether the migration and its snapshot are untouched since they were written together. */
  isSealed(id: string): Promise<boolean>
  /** The text of the migration. */
  text(id: string): string
  /** Whether a migration's text holds a phrase: cheaper than loading it. */
  mentions(ids: readonly string[], phrase: string): Promise<boolean>
}

const snapshotPath = (config: ResolvedConfig, id: string): string =>
  join(config.snapshots, `${id}.json`)

const shownSnapshot = (config: ResolvedConfig, id: string): string =>
  relative(config.folder, snapshotPath(config, id)).replaceAll('\\', '/')

const readSnapshotText = (config: ResolvedConfig, id: string): Promise<string> =>
  promises.readFile(snapshotPath(config, id), 'utf8').catch((cause: unknown) => {
    const file = shownSnapshot(config, id)
    throw new DiffkitError('SNAPSHOT_MISSING', { revision: id, file }, { cause })
  })

const readSnapshot = (config: ResolvedConfig, id: string, text: string): Schema => {
  const path = shownSnapshot(config, id)
  const snapshot = parseSnapshot(text, path)
  if (snapshot.dialect !== config.dialect) {
    throw new DiffkitError('SNAPSHOT_DAMAGED', {
      file: path,
      problem: `it is of dialect ${snapshot.dialect}, the configuration of ${config.dialect}`,
    })
  }
  return snapshot.schema
}

/** `null` where the text has to be run, if only to name the line of what is wrong in it. */
const readFromText = <T>(
  text: string,
  file: string,
  read: (module: UserModule, file: string) => T,
): { readonly value: T } | null => {
  const program = readProgramText(text)
  if (program === null) return null
  try {
    return { value: read(moduleOfText(program), file) }
  } catch {
    return null
  }
}

const kept = <T>(known: Map<string, T>, id: string, make: () => T): T => {
  const found = known.get(id) ?? make()
  known.set(id, found)
  return found
}

/** Reads the headers of all migrations; runs none. */
export const loadHistory = async (config: ResolvedConfig): Promise<History> => {
  const { vars } = config
  const texts = new Map<string, string>()
  const revisions = await readDirectory(config, (path, text) => texts.set(path, text))
  const byId = new Map(revisions.map((revision) => [revision.id, revision]))
  const find = (id: string): Revision => {
    const revision = byId.get(id)
    if (revision === undefined) throw new DiffkitError('REVISION_UNKNOWN', { revision: id })
    return revision
  }
  const snapshotTexts = new Map<string, Promise<string>>()
  const snapshots = new Map<string, Promise<Schema>>()
  const snapshotText = (id: string): Promise<string> =>
    kept(snapshotTexts, id, () => readSnapshotText(config, id))
  const textOf = (id: string): string => texts.get(find(id).path) ?? ''
  const pathOf = (id: string): string => join(config.folder, find(id).path)
  /** What `read` makes of each migration; those that only hold plain calls are read, the others run. */
  const readAll = async <T>(
    ids: readonly string[],
    read: (module: UserModule, file: string) => T,
  ): Promise<ReadonlyMap<string, T>> => {
    const found = new Map(ids.map((id) => [id, readFromText(textOf(id), find(id).path, read)]))
    const modules = await loadModules(
      ids.filter((id) => found.get(id) === null).map((id) => pathOf(id)),
    )
    const ran = (id: string): T => read(modules.get(pathOf(id)) ?? {}, find(id).path)
    return new Map(ids.map((id) => [id, found.get(id)?.value ?? ran(id)]))
  }
  const files: HistoryFiles = {
    revisions,
    find,
    mentions: async (ids, phrase) => {
      for (const id of ids) {
        if (textOf(id).includes(phrase)) return true
      }
      return false
    },
    programs: (ids) =>
      readAll(ids, (module, file) => ({
        upgrade: record(module, 'upgrade', { file, vars }),
        downgrade: record(module, 'downgrade', { file, vars }),
      })),
    operations: (ids, direction) =>
      readAll(ids, (module, file) => record(module, direction, { file, vars })),
    text: textOf,
    isSealed: async (id) => {
      const text = await snapshotText(id).catch(() => null)
      return text !== null && isSealed(text, textOf(id))
    },
    forget: (id) => {
      snapshotTexts.delete(id)
      snapshots.delete(id)
    },
    snapshot: async (id) =>
      id === null
        ? emptySchema
        : kept(snapshots, id, async () => readSnapshot(config, id, await snapshotText(id))),
  }
  return viewHistory(files)
}
