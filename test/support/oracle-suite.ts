/** A test for each change: drizzle-kit's catalog and diffkit's are the same, or the defect of drizzle-kit's is still there. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Dialect } from '../../src/dialects/dialect.ts'
import { isSerialType } from '../../src/schema/counters.ts'
import type { Schema } from '../../src/schema/types.ts'
import type { Case } from '../cases/index.ts'
import { pairOf } from './case-laws.ts'
import { declarable } from './declarable.ts'
import { drizzleSource } from './drizzle-source.ts'
import type { Names } from './drizzle-source.ts'
import { adoptionOf, byDiffkit, byKit, complaint, differing } from './oracle.ts'
import type { OracleBench, Outcome } from './oracle.ts'
import { loadSources, removeSources } from './written-models.ts'
import type { WrittenModels } from './written-models.ts'

/** Something that drizzle-kit 0.31 does wrong. */
export interface Defect {
  /** The case that shows it. */
  readonly name: string
  /** Where it shows with one kind of names only. */
  readonly names?: Names
  /** `created`: even when the models are the first ones. */
  readonly when: 'created' | 'changed'
  /** What the server says, or what differs: `-` should be there, `+` should not. */
  readonly shows: RegExp
  /** How it shows in any other schema. */
  readonly anywhere?: RegExp
  readonly reason: string
}

interface Trial {
  readonly item: Case
  readonly names: Names
  readonly before: string
  readonly after: string
}

/** Cases that are tried with these kinds of names. */
export interface Family {
  readonly cases: readonly Case[]
  readonly names: readonly Names[]
}

/** A serial that is renamed keeps its sequence under the name it has, where models made anew get another. */
const keepsSequence = ({ renames = [] }: Case, after: Schema): boolean =>
  renames.some(({ kind }) => kind === 'table' || kind === 'column') &&
  after.tables.some(({ columns }) => columns.some(({ type }) => isSerialType(type)))

const trialsOf = ({ cases, names: modes }: Family, dialect: Dialect): readonly Trial[] =>
  cases.flatMap((item) => {
    const pair = pairOf(item, dialect)
    const [before, after] = [pair.before, pair.after].map((schema) =>
      dialect.normalize(declarable(schema, dialect.name)),
    )
    if (before === undefined || after === undefined || keepsSequence(item, after)) return []
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
        !trials
          .slice(0, at)
          .some((other) => other.before + other.after === trial.before + trial.after),
    )
  })

/** Whether known defects make each line of a complaint. */
export const isKnown = (found: string, defects: readonly Defect[]): boolean => {
  const isError = !/^[-+] /.test(found)
  return (isError ? [found] : found.split('\n')).every((line) =>
    defects.some(({ anywhere }) => anywhere?.test(line)),
  )
}

const judge = (
  { created, changed, ours }: Readonly<Record<'created' | 'changed' | 'ours', Outcome>>,
  defect: Defect | undefined,
  defects: readonly Defect[],
): void => {
  expect(ours.error).toBeNull()
  if (defect?.when === 'created') {
    expect(complaint(created, ours.after), 'drizzle-kit, created').toMatch(defect.shows)
    return
  }
  expect(created.error, 'drizzle-kit, created').toBeNull()
  expect(differing(created.after, ours.after), 'diffkit, after the change').toEqual([])
  expect(differing(changed.before, ours.before), 'diffkit, created').toEqual([])
  const found = complaint(changed, created.after)
  if (defect !== undefined) expect(found, `no longer: ${defect.reason}`).toMatch(defect.shows)
  else if (!isKnown(found, defects)) expect(found, 'drizzle-kit, changed').toBe('')
}

/** Registers a test for each case and each kind of names. */
export const oracleSuite = (
  families: readonly Family[],
  defects: readonly Defect[],
  {
    dialect,
    bench,
    showsAll = true,
  }: {
    readonly dialect: Dialect
    readonly bench: () => OracleBench
    /** Whether each defect must be shown by one of the cases. */
    readonly showsAll?: boolean
  },
): void => {
  const trials = families.flatMap((family) => trialsOf(family, dialect))
  const sources = [...new Set(trials.flatMap(({ before, after }) => [before, after]))]
  const models = new Map<string, WrittenModels>()
  const creations = new Map<string, Promise<Outcome>>()
  const adopted = new Set<string>()

  beforeAll(async () => {
    for (const item of await loadSources(sources, dialect)) models.set(item.source, item)
  })
  afterAll(removeSources)

  const find = (source: string): WrittenModels => {
    const found = models.get(source)
    if (found === undefined) throw new Error('the models are not loaded')
    return found
  }
  const createdByKit = (source: string, renames: Case['renames'] = []): Promise<Outcome> => {
    const known = creations.get(source)
    if (known !== undefined) return known
    const made = byKit({ before: null, after: find(source), renames }, bench())
    creations.set(source, made)
    return made
  }

  test.each(trials.map((trial) => [trial.item.name, trial.names, trial] as const))(
    '%s, names %s',
    async (_name, names, trial) => {
      const { item } = trial
      const pair = {
        before: find(trial.before),
        after: find(trial.after),
        // Sequences are written by hand in the tests of models.
        renames: (item.renames ?? []).filter(({ kind }) => kind !== 'sequence'),
      }
      const created = await createdByKit(trial.after)
      const isFirst = !trial.before.includes('export ')
      const changed = isFirst ? created : await byKit(pair, bench())
      const ours = await byDiffkit(pair, bench())
      const defect = defects.find(
        (known) => known.name === item.name && (known.names ?? names) === names,
      )
      if (defect?.when !== 'created' && !adopted.has(trial.after)) {
        adopted.add(trial.after)
        expect(await adoptionOf(pair.after, bench()), 'adopted by diffkit').toEqual([])
      }
      judge(
        { created, changed: isFirst ? { ...created, before: ours.before } : changed, ours },
        defect,
        defects,
      )
    },
  )

  if (!showsAll) return
  test('every defect of drizzle-kit is shown by a case', () => {
    const shown = trials.map(({ item, names }) => `${item.name} ${names}`)
    const unknown = defects.filter(
      ({ name, names }) => !shown.some((text) => text.startsWith(`${name} ${names ?? ''}`)),
    )
    expect(unknown).toEqual([])
  })
}
