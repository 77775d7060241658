/** A project's history through diffkit: one chain of migrations, judged after every step. */
import { join } from 'node:path'
import { compareCatalogs, unnamedParts } from './catalog.ts'
import type { Catalog, Difference } from './catalog.ts'
import type { Databases } from './databases.ts'
import { lessDrift } from './drift.ts'
import { extract, mend, readCommitted, readDrift, readStates } from './inputs.ts'
import type { Committed, Extracted, Places, State } from './inputs.ts'
import { refusalOf } from './refusal.ts'
import type { Kit } from '../support/drizzle-kit-process.ts'
import type { Project } from './projects.ts'
import { renamesSaid } from './renames.ts'
import { configure, revise, upgradeToHead } from './workshop.ts'
import type { Revised, Workshop } from './workshop.ts'

export interface StepOutcome {
  readonly tag: string
  readonly commit: string
  /** The state that the first step starts from. */
  readonly isStart: boolean
  readonly operations: number
  /** Upgrade and downgrade were proven on a scratch database. */
  readonly verified: boolean
  /** Judge A: the chain against the committed SQL, less the known drift; `null` without committed SQL. */
  readonly a: readonly Difference[] | null
  /** Judge B: the chain against the same models created from nothing. */
  readonly b: readonly Difference[]
  /** Equal under B but for names that the models do not give, which a rename leaves as they were. */
  readonly names: boolean
  /** Why there was no step. */
  readonly failure: string | null
  /** What PostgreSQL says of the models as they are, whoever makes SQL of them. */
  readonly refusal: string | null
  /** Of the committed SQL, on its own database. */
  readonly notes: readonly string[]
  readonly ms: number
}

interface Course {
  readonly places: Places
  readonly workshop: Workshop
  readonly databases: Databases
  readonly committed: readonly Committed[]
  readonly drift: ReadonlyMap<number, readonly string[]>
  /** The database of the committed SQL. */
  readonly reference: string
  readonly kit: Kit
}

const between = (course: Course, from: number, to: number | null): readonly Committed[] =>
  to === null ? [] : course.committed.filter(({ k }) => k > from && k <= to)

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)

interface Fresh {
  readonly catalog: Catalog
  readonly refused: readonly Difference[]
}

/** The models created from nothing. */
const createFresh = async (databases: Databases, statements: readonly string[]): Promise<Fresh> => {
  const url = await databases.create('fresh')
  try {
    const failed = await databases.execute(url, statements)
    return {
      catalog: await databases.catalog(url),
      refused: failed.map((text) => ({ object: 'create', chain: null, other: text })),
    }
  } finally {
    await databases.drop(url)
  }
}

const judge = async (
  course: Course,
  state: State,
  { fromEmpty, invented }: Revised,
): Promise<Pick<StepOutcome, 'a' | 'b' | 'names'>> => {
  const { databases, workshop, reference, drift } = course
  const chain = await databases.catalog(workshop.url)
  const { catalog, refused } = await createFresh(databases, fromEmpty)
  const unnamed = unnamedParts(catalog, invented)
  const strict = compareCatalogs(chain, catalog, new Set())
  const b = [...refused, ...compareCatalogs(chain, catalog, unnamed)]
  const names = strict.length > 0 && b.length === 0
  if (state.k === null || course.committed.length === 0) return { a: null, b, names }
  const found = compareCatalogs(chain, await databases.catalog(reference), unnamed)
  return { a: lessDrift(found, drift.get(state.k) ?? []), b, names }
}

type Step = Omit<StepOutcome, 'tag' | 'commit' | 'isStart' | 'notes' | 'ms'>

const stepTo = async (
  course: Course,
  { state, extracted, said }: { state: State; extracted: Extracted; said: readonly Committed[] },
): Promise<Step> => {
  await configure(course.workshop, extracted)
  const revised = await revise(course.workshop, renamesSaid(said))
  const { result } = revised
  if (result.kind === 'written') await upgradeToHead(course.workshop)
  return {
    operations: result.kind === 'written' ? result.operations.length : 0,
    verified: result.kind === 'none' || (result.kind === 'written' && result.verified),
    ...(await judge(course, state, revised)),
    failure: null,
    refusal: null,
  }
}

const NO_STEP = { operations: 0, verified: false, a: null, b: [], names: false } as const

/** As the models are; where PostgreSQL refuses those, as they are mended. */
const step = async (course: Course, state: State, said: readonly Committed[]): Promise<Step> => {
  const { databases, kit, workshop } = course
  const { project, folder } = workshop
  const extracted = await extract(course.places, state)
  await mend(extracted, project.adapts)
  const request = { state, extracted, said }
  try {
    return await stepTo(course, request)
  } catch (error) {
    const failure = messageOf(error)
    if (project.dialect !== 'postgresql') return { ...NO_STEP, failure, refusal: null }
    const tools = { databases, kit, folder }
    const refusal = await refusalOf(extracted, failure, tools)
    if (refusal === null || !(await mend(extracted, project.mends))) {
      return { ...NO_STEP, failure, refusal }
    }
    try {
      return { ...(await stepTo(course, request)), refusal }
    } catch (other) {
      // What is mended may not be all that PostgreSQL refuses.
      const mended = messageOf(other)
      const rest = await refusalOf(extracted, mended, tools)
      return { ...NO_STEP, failure: `mended: ${mended}`, refusal: rest === null ? null : refusal }
    }
  }
}

interface Means {
  readonly databases: Databases
  readonly kit: Kit
  readonly folder: string
  readonly limit: number
}

/** The first state is where the chain begins; every other one ends a step. */
export async function* replay(
  places: Places,
  project: Project,
  { databases, kit, folder, limit }: Means,
): AsyncGenerator<StepOutcome> {
  const states = (await readStates(places, project.name)).slice(0, limit + 1)
  const { migrations } = await extract(places, { home: project.name, commit: 'HEAD' })
  const course: Course = {
    places,
    databases,
    workshop: {
      folder: join(folder, 'chain'),
      url: await databases.create('chain'),
      project,
      databases,
    },
    // Models alone have no committed SQL that one could stand beside them.
    committed: states.some(({ k }) => k !== null) ? await readCommitted(migrations) : [],
    drift: await readDrift(places, project.name),
    reference: await databases.create('committed'),
    kit,
  }
  await databases.execute(course.reference, [project.committedPrelude])
  let [applied, reached] = [-1, -1]
  for (const state of states) {
    const start = performance.now()
    const fresh = between(course, applied, state.k)
    const notes = await databases.execute(
      course.reference,
      fresh.flatMap((item) => item.statements),
    )
    applied = state.k ?? applied
    const { tag, commit } = state
    const isStart = state === states[0]
    const outcome = await step(course, state, between(course, reached, state.k))
    if (outcome.failure === null) reached = applied
    yield { tag, commit, isStart, ...outcome, notes, ms: performance.now() - start }
  }
}
