/**
 * Temporary folders in memory, where the system has room for it: tests and benches make hundreds of databases, and a
 * disk costs more than all else that it does. `TMPDIR` says otherwise.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { isRunning } from '../src/runtime/running.ts'

const MEMORY = '/dev/shm'
const NAME = /^diffkit-tests-(\d+)$/
const ROOM = 4 * 1024 ** 3

/** Containers often have a small one from which nothing may be executed. */
const isFit = (): boolean => {
  try {
    const mount = readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .map((line) => line.split(' '))
      .find(([, at]) => at === MEMORY)
    const { bavail, bsize } = statfsSync(MEMORY)
    return mount?.[3]?.split(',').includes('noexec') === false && bavail * bsize > ROOM
  } catch {
    return false
  }
}

/** What runs that were killed have left would stay in memory. */
const removeLeft = (): void => {
  for (const name of readdirSync(MEMORY)) {
    const pid = NAME.exec(name)?.[1]
    if (pid !== undefined && !isRunning(Number(pid))) {
      rmSync(join(MEMORY, name), { recursive: true, force: true })
    }
  }
}

const folder = join(MEMORY, `diffkit-tests-${process.pid}`)

export const setup = (): void => {
  if (process.env['TMPDIR'] !== undefined || !isFit()) return
  removeLeft()
  mkdirSync(folder)
  process.env['TMPDIR'] = folder
}

export const teardown = (): void => {
  rmSync(folder, { recursive: true, force: true })
}
