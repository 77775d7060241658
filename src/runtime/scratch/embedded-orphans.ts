/** What servers of dead processes left behind. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { isRunning } from '../running.ts'

const OWNER = 'owner.json'

interface Owner {
  readonly pid: number
  readonly host: string
}

/** Notes in a server's folder which process it belongs to. */
export const markOwner = (folder: string): Promise<void> =>
  writeFile(join(folder, OWNER), JSON.stringify({ pid: process.pid, host: hostname() }))

const commandOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? ''
  }
}

/** The process number in a data folder's lock file; `null` where no server runs. */
export const serverPid = (data: string): number | null => {
  try {
    const pid = Number.parseInt(readFileSync(join(data, 'postmaster.pid'), 'utf8'), 10)
    return Number.isNaN(pid) ? null : pid
  } catch {
    return null
  }
}

const reap = async (folder: string): Promise<void> => {
  const text = await readFile(join(folder, OWNER), 'utf8').catch(() => null)
  if (text === null) return
  const owner = JSON.parse(text) as Owner
  if (owner.host !== hostname() || isRunning(owner.pid)) return
  const pid = serverPid(join(folder, 'data'))
  // The number may have gone to another program since.
  if (pid !== null && commandOf(pid).includes(folder)) process.kill(pid, 'SIGQUIT')
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
}

/** Ends servers whose owner died without ending them, and removes their folders. */
export const reapOrphans = async (cache: string): Promise<void> => {
  const entries = await readdir(cache).catch((): readonly string[] => [])
  for (const entry of entries.filter((name) => name.startsWith('run-'))) {
    await reap(join(cache, entry)).catch(() => undefined)
  }
}
