/** drizzle-kit as a second opinion: one process for a whole file of tests. */
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { startDrizzleKit } from './drizzle-kit-process.ts'
import type { Kit } from './drizzle-kit-process.ts'
import { root } from './project.ts'

/** Starts drizzle-kit before the tests of the file and stops it after them. */
export const useDrizzleKit = (): Kit => {
  let started: Awaited<ReturnType<typeof startDrizzleKit>> | null = null
  beforeAll(async () => {
    started = await startDrizzleKit(join(root, 'test/support/drizzle-kit-child.mjs'))
  })
  afterAll(() => started?.stop())
  return {
    generate: async (request) => {
      if (started === null) throw new Error('drizzle-kit is not started')
      return started.generate(request)
    },
  }
}
