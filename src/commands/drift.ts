/** The live database against what the history says of revisions. */
import type { Introspection } from '../dialects/dialect.ts'
import { compareSchemas } from '../runtime/judge/compare.ts'
import type { Comparison } from '../runtime/judge/compare.ts'
import { introspectLive } from '../runtime/run/migrate.ts'
import {
  filterSchema,
  refuseTaken,
  separate,
  withExpectedRoles,
  withExtensionPlaces,
} from '../runtime/judge/ownership.ts'
import { refuseHalfDone } from '../runtime/segments/unfinished.ts'
import { headsOf } from '../revisions/graph.ts'
import { emptySchema } from '../schema/types.ts'
import type { Schema } from '../schema/types.ts'
import type { Environment } from './environment.ts'
import { scratchPrinter } from './printers.ts'
import { stateOf } from './state.ts'

/** Every schema that some revision or the models know: what makes an object ours. */
const knownSchemas = async (environment: Environment): Promise<readonly Schema[]> => {
  const { revisions, snapshot } = await environment.history()
  // With no history, ours is what the models declare.
  if (revisions.length === 0) return [(await environment.models()).schema]
  const schemas: Schema[] = []
  for (const { id } of revisions) {
    schemas.push(await snapshot(id).catch(() => emptySchema))
  }
  return schemas
}

/** What an upgrade to the recorded revisions has made; with nothing recorded, what the next one would make. */
const meantSchemas = async (
  environment: Environment,
  { revisions, expected }: { readonly revisions: readonly string[]; readonly expected: Schema },
): Promise<readonly Schema[]> => {
  if (revisions.length > 0) return [expected]
  const { graph, snapshot } = await environment.history()
  const heads = headsOf(graph)
  if (heads.length === 0) return [(await environment.models()).schema]
  return Promise.all(heads.map((id) => snapshot(id).catch(() => emptySchema)))
}

export interface Drift {
  readonly whole: Introspection
  readonly known: readonly Schema[]
  /** What of the database is ours. */
  readonly actual: Schema
  /** What turns it into what it should be. */
  readonly comparison: Comparison
}

/** Compares the configured database with the schema that revisions come to. */
export const findDrift = async (
  environment: Environment,
  revisions: readonly string[],
): Promise<Drift> => {
  const { config, dialect, own } = environment
  const connection = await environment.connect()
  await refuseHalfDone({ connection, dialect, own })
  const state = await stateOf(environment, revisions)
  const whole = await introspectLive({ connection, dialect, own })
  const expected = withExtensionPlaces(state, whole.schema)
  const known = [expected, ...(await knownSchemas(environment))]
  const ours = withExpectedRoles(separate(whole, known).schema, expected)
  const actual = filterSchema(ours, config)
  const wanted = filterSchema(expected, config)
  for (const schema of await meantSchemas(environment, { revisions, expected })) {
    refuseTaken(filterSchema(schema, config).tables, whole)
  }
  const comparison = await compareSchemas(actual, wanted, {
    dialect,
    compare: config.compare,
    printers: [async () => connection, scratchPrinter(environment, [actual, expected])],
  })
  return { whole, known, actual, comparison }
}
