/** The table: steps, equal, different, why. */
import { showDifference } from './catalog.ts'
import type { Difference } from './catalog.ts'
import { explain } from './explanations.ts'
import type { Place } from './explanations.ts'
import type { StepOutcome } from './steps.ts'

export interface Tally {
  readonly project: string
  readonly steps: number
  readonly verified: number
  readonly equalA: number
  readonly judgedA: number
  readonly equalB: number
  /** Of these, equal but for names that the models do not give. */
  readonly names: number
  /** Steps to models that PostgreSQL refuses, whoever makes SQL of them. */
  readonly refused: number
  /** Of these, equal under judge B to models that are mended. */
  readonly mended: number
  readonly failed: number
  readonly ms: number
  /** Steps by reason. */
  readonly why: ReadonlyMap<string, number>
  readonly unexplained: number
}

export const emptyTally = (project: string): Tally => ({
  project,
  steps: 0,
  verified: 0,
  equalA: 0,
  judgedA: 0,
  equalB: 0,
  names: 0,
  refused: 0,
  mended: 0,
  failed: 0,
  ms: 0,
  why: new Map(),
  unexplained: 0,
})

const reasonsOf = (place: Place, differences: readonly Difference[]): readonly string[] => [
  ...new Set(differences.map((item) => `${place.judge}: ${explain(place, item) ?? 'unexplained'}`)),
]

const one = (isTrue: boolean): number => (isTrue ? 1 : 0)

interface Speech {
  readonly say: (text: string) => void
  readonly verbose: boolean
}

const placesOf = (project: string, { tag }: StepOutcome): readonly [Place, Place] => [
  { project, tag, judge: 'A' },
  { project, tag, judge: 'B' },
]

const reasons = (project: string, outcome: StepOutcome): readonly string[] => {
  const [placeA, placeB] = placesOf(project, outcome)
  const { failure, refusal } = outcome
  const refused =
    refusal === null ? [] : [`refused by PostgreSQL, in drizzle-kit's SQL too: ${refusal}`]
  if (failure !== null) {
    return refusal === null ? [`unexplained: no step, ${failure.split('\n')[0]}`] : refused
  }
  return [
    ...refused,
    ...(outcome.verified ? [] : ['unexplained: not verified']),
    ...reasonsOf(placeA, outcome.a ?? []),
    ...reasonsOf(placeB, outcome.b),
  ]
}

const sayStep = (project: string, outcome: StepOutcome, { say, verbose }: Speech): void => {
  const { tag, commit, failure, refusal } = outcome
  const show = (place: Place, differences: readonly Difference[]): void => {
    for (const item of differences) {
      if (verbose || explain(place, item) === null)
        say(`  ${tag} ${place.judge} ${showDifference(item)}`)
    }
  }
  const [placeA, placeB] = placesOf(project, outcome)
  if (verbose) {
    say(`${project} ${tag}: ${outcome.operations} operations, ${(outcome.ms / 1000).toFixed(1)} s`)
    for (const note of outcome.notes) say(`  ${tag} committed SQL: ${note}`)
  }
  if (failure !== null && (verbose || refusal === null)) {
    say(`${project} ${tag} ${commit}: ${failure}`)
  }
  show(placeA, outcome.a ?? [])
  show(placeB, outcome.b)
}

const addReasons = (
  why: ReadonlyMap<string, number>,
  found: readonly string[],
): ReadonlyMap<string, number> => {
  const counts = new Map(why)
  for (const reason of found) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return counts
}

type Counts = Omit<Tally, 'project' | 'ms' | 'why' | 'unexplained'>

/** What a step counts to models that the server takes. */
const countsAsTheyAre = (outcome: StepOutcome): Partial<Counts> => ({
  verified: one(outcome.verified),
  equalB: one(outcome.failure === null && outcome.b.length === 0),
  names: one(outcome.names),
  failed: one(outcome.failure !== null),
})

/** And to those that it refuses, which may have been mended. */
const countsRefused = ({ failure, b, verified }: StepOutcome): Partial<Counts> => ({
  refused: 1,
  mended: one(failure === null && b.length === 0 && verified),
})

const countsOf = (project: string, outcome: StepOutcome): Partial<Counts> => {
  // The first state is where the steps begin.
  if (outcome.isStart) return {}
  const [placeA] = placesOf(project, outcome)
  return {
    steps: 1,
    judgedA: one(outcome.a !== null),
    equalA: one(outcome.a?.every((item) => explain(placeA, item) !== null) === true),
    ...(outcome.refusal === null ? countsAsTheyAre(outcome) : countsRefused(outcome)),
  }
}

/** What one step adds; what nobody has explained is said at once. */
export const addStep = (tally: Tally, outcome: StepOutcome, speech: Speech): Tally => {
  const { project } = tally
  sayStep(project, outcome, speech)
  const found = reasons(project, outcome)
  const counts = countsOf(project, outcome)
  const sum = (key: keyof Counts): number => tally[key] + (counts[key] ?? 0)
  return {
    project,
    steps: sum('steps'),
    verified: sum('verified'),
    judgedA: sum('judgedA'),
    equalA: sum('equalA'),
    equalB: sum('equalB'),
    names: sum('names'),
    refused: sum('refused'),
    mended: sum('mended'),
    failed: sum('failed'),
    ms: tally.ms + outcome.ms,
    why: addReasons(tally.why, found),
    unexplained: tally.unexplained + one(found.some((reason) => reason.includes('unexplained'))),
  }
}

const WIDTHS = [14, 7, 9, 9, 8, 9, 9, 8, 8, 8, 12]
const row = (cells: readonly string[]): string =>
  cells.map((cell, index) => cell.padEnd(WIDTHS[index] ?? 0)).join('')

/** A line a project, then why its steps differ. */
export const showTable = (tallies: readonly Tally[]): string =>
  [
    row([
      'project',
      'steps',
      'verified',
      'equal B',
      '(names)',
      'equal A',
      'refused',
      'mended',
      'failed',
      'time',
      'unexplained',
    ]),
    ...tallies.flatMap((tally) => [
      row([
        tally.project,
        String(tally.steps),
        String(tally.verified),
        String(tally.equalB),
        String(tally.names),
        tally.judgedA === 0 ? '-' : `${tally.equalA}/${tally.judgedA}`,
        String(tally.refused),
        String(tally.mended),
        String(tally.failed),
        `${(tally.ms / 1000).toFixed(0)} s`,
        String(tally.unexplained),
      ]),
      ...[...tally.why].map(([reason, count]) => `    ${count} × ${reason}`),
    ]),
  ].join('\n')

/** Everything together. */
export const showTotals = (tallies: readonly Tally[]): string => {
  const sum = (pick: (tally: Tally) => number): number =>
    tallies.reduce((total, tally) => total + pick(tally), 0)
  const [steps, equal] = [sum((item) => item.steps), sum((item) => item.equalB)]
  const [refused, mended] = [sum((item) => item.refused), sum((item) => item.mended)]
  const share = steps === refused ? 0 : (100 * equal) / (steps - refused)
  const aside =
    refused === 0 ? '' : `; ${refused} refused by PostgreSQL, ${mended} of them equal once mended`
  return `${steps - refused} steps, ${equal} equal under judge B: ${share.toFixed(1)} %${aside}`
}

/** Nothing without an explanation. */
export const isClean = ({ unexplained }: Tally): boolean => unexplained === 0
