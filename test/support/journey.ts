/** A change of models taken through the command line: there, back, and there again, with its rows. */
import { expect } from 'vitest'
import type { Project } from './project.ts'

type Rows = readonly unknown[]

export interface Journey {
  readonly models: string
  /** `--rename` is put before each. */
  readonly renames: readonly string[]
  readonly operations: readonly string[]
  /** Queries of the state before and of the state after, each with its rows. */
  readonly before: readonly (readonly [sql: string, rows: Rows])[]
  readonly after: readonly (readonly [sql: string, rows: Rows])[]
}

export interface Traveller {
  readonly app: Project
  rows(sql: string): Promise<Rows>
}

const holds = async ({ rows }: Traveller, wanted: Journey['before']): Promise<void> => {
  for (const [sql, expected] of wanted) expect(await rows(sql)).toEqual(expected)
}

const isClean = async ({ app }: Traveller, ...parts: readonly string[]): Promise<void> => {
  expect((await app.ok('check', ...parts, '--json')).json()).toMatchObject({
    ok: true,
    undecided: [],
  })
}

/** Starts where the first revision and the rows of `before` are in place. */
export const travel = async (traveller: Traveller, journey: Journey): Promise<void> => {
  const { app } = traveller
  await holds(traveller, journey.before)
  await app.write('schema/models.ts', journey.models)
  const flags = journey.renames.flatMap((text) => ['--rename', text])
  const written = (await app.ok('revision', '-m', 'change', ...flags, '--json')).json()
  expect({
    verified: written.verified,
    operations: written.operations.map(
      ({ description }: { readonly description: string }) => description,
    ),
  }).toEqual({ verified: true, operations: journey.operations })
  await app.ok('upgrade')
  await holds(traveller, journey.after)
  await isClean(traveller)
  await app.ok('downgrade', '-1')
  await holds(traveller, journey.before)
  await isClean(traveller, '--database')
  await app.ok('upgrade')
  await holds(traveller, journey.after)
}
