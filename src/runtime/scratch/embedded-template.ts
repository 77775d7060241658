/** An initialised data folder, made once and copied for each server. */
import { spawn } from 'node:child_process'
import { constants } from 'node:fs'
import { chown, cp, lchown, mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DiffkitError } from '../../errors.ts'
import { asUser } from './embedded-binaries.ts'
import type { ServerUser } from './embedded-binaries.ts'

interface TemplateOptions {
  /** The folder that holds the server's `bin`. */
  readonly server: string
  readonly user: ServerUser | null
  readonly cache: string
  readonly release: string
}

const INITDB_ARGUMENTS = [
  '--no-sync',
  '--no-instructions',
  '--username=postgres',
  '--auth=trust',
  '--encoding=UTF8',
  '--locale=C',
  // The smallest log, so that the folder is quick to copy.
  '--wal-segsize=1',
]

/** Runs a program to its end with nothing on our own output; answers what it said when it failed. */
const runSilently = (
  program: string,
  programArguments: readonly string[],
  user: ServerUser | null,
): Promise<string | null> =>
  new Promise((resolve) => {
    const child = spawn(program, programArguments, {
      ...asUser(user),
      cwd: '/',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const said: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => said.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk))
    child.on('error', (error) => resolve(error.message))
    child.on('close', (code) => resolve(code === 0 ? null : Buffer.concat(said).toString('utf8')))
  })

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

/** The path of an initialised data folder of that release; safe when several processes ask at once. */
export const findTemplate = async (options: TemplateOptions): Promise<string> => {
  const { server, user, cache, release } = options
  const template = join(cache, `template-${release}`)
  if (await exists(template)) return template
  const draft = `${template}.${process.pid}`
  await mkdir(draft, { recursive: true })
  if (user !== null) await chown(draft, user.uid, user.gid)
  const initdb = join(server, 'bin', 'initdb')
  const said = await runSilently(initdb, [...INITDB_ARGUMENTS, `--pgdata=${draft}`], user)
  if (said !== null) {
    await rm(draft, { recursive: true, force: true })
    throw new DiffkitError('EMBEDDED_POSTGRES_FAILED', { step: 'initdb', output: said })
  }
  // Another process may have been quicker: then its template serves.
  await rename(draft, template).catch(() => rm(draft, { recursive: true, force: true }))
  return template
}

const giveTo = async (folder: string, user: ServerUser): Promise<void> => {
  await lchown(folder, user.uid, user.gid)
  for (const entry of await readdir(folder, { recursive: true })) {
    await lchown(join(folder, entry), user.uid, user.gid)
  }
}

/** Copies a template to a new data folder that `user` owns, sharing blocks where the disk can. */
export const copyTemplate = async (
  template: string,
  folder: string,
  user: ServerUser | null,
): Promise<void> => {
  await cp(template, folder, { recursive: true, mode: constants.COPYFILE_FICLONE })
  if (user !== null) await giveTo(folder, user)
}
