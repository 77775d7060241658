/** drizzle-kit in a process of its own, whoever starts it. */
import { fork } from 'node:child_process'
import type { DialectName } from '../../src/dialects/dialect.ts'

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

/** Starts the script that answers for drizzle-kit. */
export const startDrizzleKit = async (
  script: string,
): Promise<Kit & { readonly stop: () => void }> => {
  let count = 0
  const waiting = new Map<string, (answer: Answer) => void>()
  const wait = (id: string): Promise<Answer> => new Promise((done) => waiting.set(id, done))
  const child = fork(script, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  child.on('message', (answer: Answer) => {
    waiting.get(answer.id)?.(answer)
    waiting.delete(answer.id)
  })
  child.on('exit', () => {
    for (const [id, done] of waiting) done({ id, error: 'the process of drizzle-kit is gone' })
  })
  await wait('ready')
  return {
    generate: async (request) => {
      const id = String(count++)
      const answered = wait(id)
      child.send({ id, request })
      const answer = await answered
      if ('error' in answer) throw new Error(answer.error)
      return answer.statements
    },
    stop: () => void child.kill(),
  }
}
