/** Removes the folders of temporary files that processes left behind as they were killed. */
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { makerOf } from '../../dialects/temporary-folder.ts'
import { isRunning } from '../running.ts'

/** Those of `place` whose makers do not run any more. What cannot be removed stays. */
export const removeLeftFolders = async (place: string): Promise<void> => {
  const names = await readdir(place).catch((): readonly string[] => [])
  for (const name of names) {
    const maker = makerOf(name)
    if (maker === null || isRunning(maker)) continue
    await rm(join(place, name), { recursive: true, force: true }).catch(() => undefined)
  }
}
