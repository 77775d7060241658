/** Waiting for a server that is still coming up. */
import { setTimeout as sleep } from 'node:timers/promises'
import { DiffkitError, isDiffkitError } from '../errors.ts'

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 }

/** `500ms`, `30s`, `2m` in milliseconds; a bare number is one of seconds. */
export const parseDuration = (given: string): number => {
  const [, number, unit = 's'] = /^(\d+(?:\.\d+)?)\s*(ms|s|m)?$/.exec(given.trim()) ?? []
  if (number === undefined) throw new DiffkitError('DURATION_INVALID', { given })
  return Math.round(Number(number) * (UNITS[unit] ?? 1))
}

const PAUSE_MS = 250

interface Waiting {
  readonly wait: number
  readonly signal: AbortSignal
  readonly note: (message: string) => void
}

const isUnreachable = (error: unknown): boolean =>
  isDiffkitError(error) && error.code === 'DATABASE_UNREACHABLE'

/** Tries until the server answers, or time is up; what else goes wrong is not waited for. */
export const whenReachable = async <T>(
  connect: () => Promise<T>,
  { wait, signal, note }: Waiting,
): Promise<T> => {
  const end = performance.now() + wait
  for (let isFirst = true; ; isFirst = false) {
    try {
      return await connect()
    } catch (error) {
      const left = end - performance.now()
      if (!isUnreachable(error) || left <= 0) throw error
      if (isFirst)
        note(`the server does not answer yet: waiting up to ${Math.round(wait / 1000)} s`)
      await sleep(Math.min(PAUSE_MS, left), undefined, { signal })
    }
  }
}
