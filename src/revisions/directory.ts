/** Migrations and snapshots on disk. */
import { hash, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { DiffkitError } from '../errors.ts'
import { readHeader } from './header.ts'
import type { Revision } from './revision.ts'
import { withPlainLines } from './seal.ts'

/** Where they are, as absolute paths; what is reported is relative to `folder`. */
export interface Folders {
  readonly folder: string
  readonly migrations: string
  /** More of them, for single branches. */
  readonly branchFolders: Readonly<Record<string, string>>
  readonly snapshots: string
}

const MIGRATION = /^(?!\.).*(?<!\.d)\.(?:ts|mts|js|mjs)$/

const shown = ({ folder }: Folders, path: string): string => {
  // Of most files there is nothing to work out, and a history may have thousands.
  const inside = path.startsWith(folder + sep)
  return (inside ? path.slice(folder.length + 1) : relative(folder, path)).split(sep).join('/')
}

/** SHA-256 of a migration's text, in hex. A checkout of git may end lines otherwise, which is no edit. */
export const checksumOf = (text: string): string => hash('sha256', withPlainLines(text))

/** Absolute paths, by file name whatever the folder. */
const listMigrations = ({ migrations, branchFolders }: Folders): readonly string[] => {
  const folders = new Set([migrations, ...Object.values(branchFolders)])
  const found = [...folders]
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => MIGRATION.test(name))
        .map((name) => ({ name, path: join(folder, name) })),
    )
  return found.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(({ path }) => path)
}

const readMigration = async (
  folders: Folders,
  absolute: string,
  onText: (path: string, text: string) => void,
): Promise<Revision> => {
  const path = shown(folders, absolute)
  // Synchronous: over thousands of small files it costs a third of the CPU.
  const text = readFileSync(absolute, 'utf8')
  onText(path, text)
  const { revision, ...header } = await readHeader(text, path)
  return { id: revision, ...header, path, checksum: checksumOf(text) }
}

/**
 * Every revision of the migrations folder, by file name; runs none. An absent folder is empty.
 * `onText` sees the path of each revision and its file's text.
 */
export const readDirectory = async (
  folders: Folders,
  onText: (path: string, text: string) => void = () => undefined,
): Promise<readonly Revision[]> => {
  const revisions: Revision[] = []
  for (const path of listMigrations(folders)) {
    revisions.push(await readMigration(folders, path, onText))
  }
  return revisions
}

const snapshotPath = ({ snapshots }: Folders, id: string): string => join(snapshots, `${id}.json`)

interface Change {
  readonly path: string
  /** `null`: the file goes. */
  readonly text: string | null
}

interface Staged extends Change {
  /** The new text, beside where it goes. */
  readonly fresh: string
  /** What stood there, until all is in place. */
  readonly old: string
}

const hidden = (path: string, suffix: string): string =>
  join(dirname(path), `.${basename(path)}.${suffix}`)

const place = async ({ path, text, fresh, old }: Staged, undo: (() => Promise<void>)[]) => {
  if (existsSync(path)) {
    await rename(path, old)
    undo.unshift(() => rename(old, path))
  }
  if (text === null) return
  await rename(fresh, path)
  undo.unshift(() => rm(path, { force: true }))
}

/** All changes or none: new texts are written aside, then renamed; a failure puts the old ones back. */
const commit = async (changes: readonly Change[]): Promise<void> => {
  const tag = randomBytes(4).toString('hex')
  const staged = changes.map((change) => ({
    ...change,
    fresh: hidden(change.path, `${tag}.new`),
    old: hidden(change.path, `${tag}.old`),
  }))
  const undo: (() => Promise<void>)[] = []
  try {
    for (const { path, text, fresh } of staged) {
      await mkdir(dirname(path), { recursive: true })
      if (text !== null) await writeFile(fresh, text)
    }
    for (const item of staged) await place(item, undo)
  } catch (error) {
    for (const step of undo) await step()
    await Promise.allSettled(staged.map(({ fresh }) => rm(fresh, { force: true })))
    throw error
  }
  await Promise.all(staged.map(({ old }) => rm(old, { force: true })))
}

/** The files of one revision. */
export interface RevisionFiles {
  /** The migration's file; a relative one is in the first folder. */
  readonly migration: string
  readonly source: string
  /** The text of the snapshot. */
  readonly snapshot: string
}

/** Where the files of a revision are, relative to the configuration's folder. */
export interface WrittenFiles {
  readonly path: string
  readonly snapshot: string
}

const changesFor = (folders: Folders, id: string, files: RevisionFiles): readonly Change[] => [
  { path: snapshotPath(folders, id), text: files.snapshot },
  { path: resolve(folders.migrations, files.migration), text: files.source },
]

const requireFree = (folders: Folders, changes: readonly Change[]): void => {
  const taken = changes.find(({ path }) => existsSync(path))
  if (taken !== undefined)
    throw new DiffkitError('FILE_EXISTS', { file: shown(folders, taken.path) })
}

const written = (folders: Folders, changes: readonly Change[]): WrittenFiles => {
  const [snapshot = '', path = ''] = changes.map((change) => shown(folders, change.path))
  return { path, snapshot }
}

/** Writes a migration and its snapshot: both, or neither. Overwrites nothing. */
export const writeRevision = async (
  folders: Folders,
  id: string,
  files: RevisionFiles,
): Promise<WrittenFiles> => {
  const changes = changesFor(folders, id, files)
  requireFree(folders, changes)
  await commit(changes)
  return written(folders, changes)
}

/** Writes a revision in the place of another one, whose files go: all of it, or nothing. */
export const replaceRevision = async (
  folders: Folders,
  { id, replaces }: { readonly id: string; readonly replaces: string },
  files: RevisionFiles,
): Promise<WrittenFiles> => {
  const old = (await readDirectory(folders)).filter((revision) => revision.id === replaces)
  const gone = [
    ...old.map(({ path }) => join(folders.folder, path)),
    snapshotPath(folders, replaces),
  ]
  const changes = changesFor(folders, id, files)
  requireFree(
    folders,
    changes.filter(({ path }) => !gone.includes(path)),
  )
  const removed = gone.filter((path) => !changes.some((change) => change.path === path))
  await commit([...removed.map((path) => ({ path, text: null })), ...changes])
  return written(folders, changes)
}

/** A revision whose files are written anew, under their names. */
export interface RewrittenRevision {
  readonly id: string
  /** Relative to the configuration's folder. */
  readonly path: string
  readonly source: string
  readonly snapshot: string
}

/** Writes migrations and snapshots anew: all of them, or nothing. Answers the snapshots' paths. */
export const rewriteRevisions = async (
  folders: Folders,
  revisions: readonly RewrittenRevision[],
): Promise<readonly string[]> => {
  await commit(
    revisions.flatMap(({ id, path, source, snapshot }) => [
      { path: join(folders.folder, path), text: source },
      { path: snapshotPath(folders, id), text: snapshot },
    ]),
  )
  return revisions.map(({ id }) => shown(folders, snapshotPath(folders, id)))
}

/** Removes migrations and their snapshots: all of them, or nothing. Answers what was removed, by id. */
export const removeRevisions = async (
  folders: Folders,
  revisions: readonly Pick<Revision, 'id' | 'path'>[],
): Promise<ReadonlyMap<string, readonly string[]>> => {
  const files = new Map(
    revisions.map(({ id, path }) => [
      id,
      [join(folders.folder, path), snapshotPath(folders, id)].filter((file) => existsSync(file)),
    ]),
  )
  await commit([...files.values()].flat().map((path) => ({ path, text: null })))
  return new Map([...files].map(([id, list]) => [id, list.map((path) => shown(folders, path))]))
}

/** Writes the snapshot of a revision anew; answers its path. */
export const writeSnapshotFile = async (
  folders: Folders,
  id: string,
  text: string,
): Promise<string> => {
  const path = snapshotPath(folders, id)
  await commit([{ path, text }])
  return shown(folders, path)
}
