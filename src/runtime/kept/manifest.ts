/** What says of a kept bundle what it is made of, and whether it may still stand for that. */
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'

export interface Manifest {
  /** The stamp of each file that the bundle is made of. */
  readonly inputs: Readonly<Record<string, string>>
  /** The checksum of each file of the bundle, by name. */
  readonly outputs: Readonly<Record<string, string>>
  /** The name of the folder of the bundle. */
  readonly folder: string
  /** Names of files in it, by specifier. */
  readonly modules: Readonly<Record<string, string>>
}

const DAY_MS = 86_400_000
const UNUSED_MS = 30 * DAY_MS

/** The checksum of a text or of a file's content, in hex. */
export const sha256 = (content: string | Buffer): string =>
  createHash('sha256').update(content).digest('hex')

/** What is different for a file as soon as anything about it is. */
export interface Stamp {
  readonly text: string
  readonly changed: bigint
}

/** Holds the time of change, which is the file system's own: nothing that installs or patches sets it. */
export const stampOf = (file: string): Stamp | null => {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false })
  if (found === undefined) return null
  const { size, mtimeNs, ctimeNs, ino } = found
  return { text: [size, mtimeNs, ctimeNs, ino].join(' '), changed: ctimeNs }
}

const ageMs = (path: string): number =>
  Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? -Infinity)

/** Whether a file is there that was written within a day. */
export const isOfToday = (path: string): boolean => ageMs(path) < DAY_MS

/** Whether a folder holds exactly the files that were written into it. */
export const isWhole = (folder: string, outputs: Manifest['outputs']): boolean => {
  try {
    return Object.entries(outputs).every(
      ([name, checksum]) => sha256(readFileSync(join(folder, name))) === checksum,
    )
  } catch {
    return false
  }
}

const isManifest = (value: unknown): value is Manifest =>
  typeof value === 'object' &&
  value !== null &&
  ['inputs', 'outputs', 'modules', 'folder'].every((name) => name in value)

/** `null` unless the bundle is whole, and no file that it is made of has changed. */
export const readManifest = (cache: string, key: string): Manifest | null => {
  try {
    const value: unknown = JSON.parse(readFileSync(join(cache, `${key}.json`), 'utf8'))
    if (!isManifest(value)) return null
    const { inputs, outputs, folder } = value
    const isCurrent = Object.entries(inputs).every(([path, stamp]) => stampOf(path)?.text === stamp)
    return isCurrent && isWhole(join(cache, folder), outputs) ? value : null
  } catch {
    return null
  }
}

/** Puts off the day on which it would be removed; without the right to, it is removed and made again. */
export const markUsed = (cache: string, key: string, { folder }: Manifest): void => {
  try {
    for (const path of [join(cache, `${key}.json`), join(cache, folder)]) {
      if (!isOfToday(path)) utimesSync(path, new Date(), new Date())
    }
  } catch {
    return
  }
}

/**
 * Takes away what nobody has used for a month, whatever it is of. What another process reads was
 * marked by it first; what cannot be taken away stays.
 */
export const removeUnused = (cache: string): void => {
  for (const name of readdirSync(cache)) {
    const path = join(cache, name)
    if (ageMs(path) < UNUSED_MS) continue
    try {
      rmSync(path, { recursive: true, force: true })
    } catch {
      continue
    }
  }
}
