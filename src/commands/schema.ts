/** What does a schema look like? */
import { diff } from '../diff/index.ts'
import { planPath } from '../runtime/script/plan-path.ts'
import { canonicalSchema } from '../schema/equal.ts'
import { emptySchema } from '../schema/types.ts'
import type { Schema } from '../schema/types.ts'
import type { Environment } from './environment.ts'
import { programStop, targetOf } from './program-stop.ts'
import { readSource } from './sources.ts'

/** The schema that a source names, in canonical order. */
export const schema = async (environment: Environment, source: string): Promise<Schema> =>
  canonicalSchema((await readSource(environment, source)).schema)

/** The statements that make a schema from nothing. */
export const schemaSql = async (
  environment: Environment,
  target: Schema,
): Promise<readonly string[]> => {
  const { dialect, scratch } = environment
  const operations = diff(emptySchema, target, { features: dialect.features, renames: [] })
  const [planned] = await planPath(
    [programStop(operations)],
    { schema: emptySchema, copy: { kind: 'replay', programs: [] } },
    { dialect, target: targetOf(environment), scratch },
  )
  return (planned?.items ?? []).flatMap((item) =>
    item.kind === 'statement' ? [item.statement.sql] : [],
  )
}
