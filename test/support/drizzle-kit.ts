/** drizzle-kit as a second opinion: one process for a whole file of tests. */
import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import type { DialectName } from '../../src/dialects/dialect.ts'
import { root } from './project.ts'

interface KitRequest {
  readonly dialect: DialectName
  /** Modules of models, as URLs; `null`: no models. */
  readonly before: string | null
  readonly after: string | null
  /** What is a rename of what; all else that came is new. */
  readonly renames: readonly { readonly from: string; readonly to: string }[]
}

export interface Kit {
  /** The statements of a migration; rejects with what drizzle-kit says. */
  generate(request: KitRequest): Promise<readonly string[]>
}

type Answer =
  | { readonly id: string; readonly statements: readonly string[] }
  | { readonly id: string; readonly error: string }

/** Starts drizzle-kit before the tests of the file and stops it after them. */
export const useDrizzleKit = (): Kit => {
  let child: ChildProcess | null = null
  let count = 0
  const waiting = new Map<string, (answer: Answer) => void>()
  const wait = (id: string): Promise<Answer> => new Promise((done) => waiting.set(id, done))
  beforeAll(async () => {
    const started = fork(join(root, 'test/support/drizzle-kit-child.mjs'), {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    started.on('message', (answer: Answer) => {
      waiting.get(answer.id)?.(answer)
      waiting.delete(answer.id)
    })
    started.on('exit', () => {
      for (const [id, done] of waiting) done({ id, error: 'the process of drizzle-kit is gone' })
    })
    child = started
    await wait('ready')
  })
  afterAll(() => void child?.kill())
  return {
    generate: async (request) => {
      const id = String(count++)
      const answered = wait(id)
      child?.send({ id, request })
      const answer = await answered
      if ('error' in answer) throw new Error(answer.error)
      return answer.statements
    },
  }
}
