/** Connections that somebody else has opened: what they are, by what they can do. */
import { DiffkitError } from '../errors.ts'
import type { DialectName } from './dialect.ts'

/** Whether a value has methods of these names. */
export const hasMethods = (value: unknown, names: readonly string[]): boolean =>
  typeof value === 'object' &&
  value !== null &&
  names.every((name) => typeof Reflect.get(value, name) === 'function')

/** The driver's own object: that of a drizzle database is its `$client`. */
export const driverOf = (given: unknown): unknown =>
  typeof given === 'object' && given !== null && '$client' in given ? given.$client : given

const METHODS: readonly (readonly [DialectName, readonly string[]])[] = [
  ['sqlite', ['prepare', 'pragma', 'exec']],
  ['sqlite', ['executeMultiple', 'batch']],
  ['postgresql', ['query', 'connect']],
  ['postgresql', ['query', 'exec', 'transaction']],
]

/** The dialect of an open connection; throws CONNECTION_UNKNOWN for what is none. */
export const dialectOfGiven = (given: unknown): DialectName => {
  const driver = driverOf(given)
  const found = METHODS.find(([, names]) => hasMethods(driver, names))
  if (found !== undefined) return found[0]
  throw new DiffkitError('CONNECTION_UNKNOWN', {})
}

const turns = new WeakMap<object, Promise<unknown>>()

/** One call at a time for each connection that callers share. */
export const inTurn = async <T>(given: unknown, work: () => Promise<T>): Promise<T> => {
  const driver = driverOf(given)
  if (typeof driver !== 'object' || driver === null) return work()
  const before = turns.get(driver) ?? Promise.resolve()
  const now = before.then(work)
  turns.set(
    driver,
    now.catch(() => undefined),
  )
  return now
}
