/** Cases as pairs of models that drizzle-orm can declare. */
import type { Dialect } from '../../src/dialects/dialect.ts'
import { diff } from '../../src/diff/index.ts'
import { describe } from '../../src/operations/index.ts'
import type { Case } from '../cases/index.ts'
import type { SchemaPair } from './arbitrary-schema.ts'
import { pairOf } from './case-laws.ts'
import { declarable } from './declarable.ts'
import { drizzleSource } from './drizzle-source.ts'
import type { Names } from './drizzle-source.ts'

/** Cases that are tried with these kinds of names. */
export interface Family {
  readonly cases: readonly Case[]
  readonly names: readonly Names[]
}

export interface Trial {
  readonly item: Case
  readonly names: Names
  readonly before: string
  readonly after: string
}

/** How much of a case models cannot say. */
export type Loss = 'all' | 'part'

const declared = ({ before, after, renames }: SchemaPair, dialect: Dialect): SchemaPair => {
  const [first, last] = [before, after].map((schema) =>
    dialect.normalize(declarable(schema, dialect.name)),
  )
  if (first === undefined || last === undefined) throw new Error('a case has two schemas')
  return { before: first, after: last, renames }
}

const changesOf = ({ before, after, renames }: SchemaPair, { features }: Dialect) =>
  diff(before, after, { features, renames }).map(describe)

/** What of the change is lost when its schemas are written as models; `null`: nothing. */
export const lossOf = (item: Case, dialect: Dialect): Loss | null => {
  const whole = pairOf(item, dialect)
  const changes = changesOf(declared(whole, dialect), dialect)
  if (changes.length === 0) return 'all'
  const isSaid = (change: string): boolean => changes.includes(change)
  return changesOf(whole, dialect).every(isSaid) ? null : 'part'
}

/** Cases of which nothing is left are not tried. */
export const trialsOf = ({ cases, names: modes }: Family, dialect: Dialect): readonly Trial[] =>
  cases.flatMap((item) => {
    const { before, after } = declared(pairOf(item, dialect), dialect)
    // A renamed thing keeps its name in a database, where drizzle-kit invents another one.
    const kinds = modes.filter((names) => names === 'given' || item.renames === undefined)
    const trials = kinds.map((names) => ({
      item,
      names,
      before: drizzleSource(before, dialect.name, names),
      after: drizzleSource(after, dialect.name, names),
    }))
    return trials.filter(
      (trial, at) =>
        trial.before !== trial.after &&
        !trials
          .slice(0, at)
          .some((other) => other.before + other.after === trial.before + trial.after),
    )
  })
