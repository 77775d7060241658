/** How a sequence counts, with what PostgreSQL chooses where nothing is said. */
import type { Counter, Sequence } from '../../schema/types.ts'
import { sequenceBounds } from './types.ts'

/** Nothing of it is left to the server. */
export interface Counting extends Pick<Sequence, 'type' | 'increment' | 'cache' | 'cycle'> {
  readonly min: string
  readonly max: string
  readonly start: string
}

type Said = Pick<Sequence | Counter, 'increment' | 'min' | 'max' | 'start' | 'cache' | 'cycle'>

export const countsDown = ({ increment }: Pick<Counter, 'increment'>): boolean =>
  increment.startsWith('-')

/** The number that a sequence starts with where it does not say. */
export const firstNumber = (counting: Pick<Counting, 'increment' | 'min' | 'max'>): string =>
  countsDown(counting) ? counting.max : counting.min

/** What a sequence of that type makes of what is said. */
export const countingOf = (type: string, said: Said): Counting => {
  const { increment, cache, cycle } = said
  const usual = sequenceBounds(type, increment)
  const bounds = { increment, min: said.min ?? usual.min, max: said.max ?? usual.max }
  return { ...bounds, type, cache, cycle, start: said.start ?? firstNumber(bounds) }
}

/** Bounds that are those of the type and direction are not said. */
export const saidBounds = (
  type: string,
  { increment, min, max }: Pick<Said, 'increment' | 'min' | 'max'>,
): Pick<Said, 'min' | 'max'> => {
  const usual = sequenceBounds(type, increment)
  return { min: min === usual.min ? null : min, max: max === usual.max ? null : max }
}

/**
 * What another type makes of it: a bound that was the limit of the old type becomes that of the new one, whichever way it counts.
 * https://www.postgresql.org/docs/current/sql-altersequence.html
 */
export const retyped = (counting: Counting, type: string): Counting => {
  const [old, next] = [typeLimits(counting.type), typeLimits(type)]
  return {
    ...counting,
    type,
    min: counting.min === old.min ? next.min : counting.min,
    max: counting.max === old.max ? next.max : counting.max,
  }
}

const typeLimits = (type: string): { readonly min: string; readonly max: string } => ({
  min: sequenceBounds(type, '-1').min,
  max: sequenceBounds(type, '1').max,
})
