/** Tried again while somebody else holds a lock: short waits, with longer and longer pauses between. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { ResolvedConfig } from '../../config.ts'
import type { Dialect, Limits } from '../../dialects/dialect.ts'

/** A statement that waits for a lock makes all others wait behind it. */
const SHORT_WAIT = 2_000

/** What every transaction keeps to with `safety: 'online'`. */
export const limitsOf = ({
  safety,
  lockTimeout,
  statementTimeout,
}: Pick<ResolvedConfig, 'safety' | 'lockTimeout' | 'statementTimeout'>): Limits | null =>
  safety === 'online' ? { lockTimeout: Math.min(SHORT_WAIT, lockTimeout), statementTimeout } : null

const PAUSE = { first: 200, longest: 5_000 }

export interface Patience {
  readonly dialect: Dialect
  /** Milliseconds in all. */
  readonly lockTimeout: number
  readonly signal: AbortSignal
  readonly onWarning: (message: string) => void
}

/** `what` names the work for people. */
export const patiently = async <T>(
  work: () => Promise<T>,
  what: string,
  { dialect, lockTimeout, signal, onWarning }: Patience,
): Promise<T> => {
  const begun = performance.now()
  for (let pause = PAUSE.first; ; pause = Math.min(pause * 2, PAUSE.longest)) {
    try {
      return await work()
    } catch (error) {
      const waited = performance.now() - begun
      if (!dialect.segments.isLockFailure(error) || waited + pause > lockTimeout) throw error
    }
    onWarning(`another session holds a lock: trying again in ${pause} ms: ${what}`)
    await sleep(pause, undefined, { signal })
  }
}
