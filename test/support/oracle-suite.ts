/** A test for each change: drizzle-kit's catalog and diffkit's are the same, or the defect of drizzle-kit's is still there. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Dialect } from '../../src/dialects/dialect.ts'
import type { Case } from '../cases/index.ts'
import { judge } from './oracle-judge.ts'
import type { Defect } from './oracle-judge.ts'
import { lossOf, trialsOf } from './oracle-trials.ts'
import type { Family, Loss } from './oracle-trials.ts'
import {
  adoptionOf,
  byDiffkit,
  byKit,
  createByDiffkit,
  differing,
  leftByDiffkit,
} from './oracle.ts'
import type { OracleBench, Outcome } from './oracle.ts'
import { loadSources, removeSources } from './written-models.ts'
import type { WrittenModels } from './written-models.ts'

/** A case that models say in part or not at all, and what no builder of drizzle-orm declares of it. */
export interface Undeclarable {
  readonly name: string
  readonly loss: Loss
  readonly reason: string
}

/** Registers a test for each case and each kind of names. */
export const oracleSuite = (
  families: readonly Family[],
  defects: readonly Defect[],
  {
    dialect,
    bench,
    undeclarable = [],
    showsAll = true,
  }: {
    readonly dialect: Dialect
    readonly bench: () => OracleBench
    /** All of the cases that models cannot say. */
    readonly undeclarable?: readonly Undeclarable[]
    /** Whether the cases must show each defect, and all that models cannot say. */
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
        renames: item.renames ?? [],
      }
      const created = await createdByKit(trial.after)
      const isFirst = !trial.before.includes('export ')
      const changed = isFirst ? created : await byKit(pair, bench())
      const ours = await byDiffkit(pair, bench())
      const defect = defects.find(
        (known) => known.name === item.name && (known.names ?? names) === names,
      )
      judge(
        { created, changed: isFirst ? { ...created, before: ours.before } : changed, ours },
        defect,
        defects,
      )
      if (defect?.when === 'created') {
        const anew = await createByDiffkit(pair.after, bench())
        expect(differing(anew.after, ours.after), 'diffkit, after the change').toEqual([])
        expect(await leftByDiffkit(pair.after, bench()), 'left by diffkit').toEqual([])
      }
      if (created.error !== null || adopted.has(trial.after)) return
      adopted.add(trial.after)
      expect(await adoptionOf(pair.after, bench()), 'adopted by diffkit').toEqual(
        defect?.mends ?? [],
      )
    },
  )

  if (!showsAll) return
  test('what models cannot say is listed', () => {
    const cases = new Set(families.flatMap((family) => family.cases))
    const found = [...cases].flatMap((item) => {
      const loss = lossOf(item, dialect)
      return loss === null ? [] : [{ name: item.name, loss }]
    })
    expect(found).toEqual(undeclarable.map(({ name, loss }) => ({ name, loss })))
  })

  test('every defect of drizzle-kit is shown by a case', () => {
    const shown = trials.map(({ item, names }) => `${item.name} ${names}`)
    const unknown = defects.filter(
      ({ name, names }) => !shown.some((text) => text.startsWith(`${name} ${names ?? ''}`)),
    )
    expect(unknown).toEqual([])
  })
}
