/** Expressions of the indexes of a materialized view, printed on a temporary table with what its query gives. */
import { sameName } from '../../../schema/names.ts'
import type { Schema, View } from '../../../schema/types.ts'
import type { Connection, PrintRequest } from '../../dialect.ts'
import { quote } from '../../shared.ts'
import { printOn } from './jobs.ts'
import type { Prints } from './jobs.ts'
import { withStandIns } from './names.ts'
import type { StandIn } from './names.ts'
import { indexSql } from './table.ts'
import { surroundings, withoutSelf } from './view.ts'

/** No temporary table may be in a materialized view, and no materialized view is temporary. */
const STORED = 'diffkit_print_stored'

/** The materialized view whose index the expression belongs to; `undefined` for any other. */
export const storedViewOf = ({ place }: PrintRequest, schema: Schema): View | undefined =>
  place.role === 'key' || place.role === 'where'
    ? schema.views.find((view) => sameName(view, place.object))
    : undefined

/** The prints of a view's expressions; what the server refuses is missing. */
export const printStored = async (
  connection: Connection,
  view: View,
  {
    requests,
    schema,
    standIns,
  }: {
    readonly requests: readonly PrintRequest[]
    readonly schema: Schema
    readonly standIns: readonly StandIn[]
  },
): Promise<Prints> => {
  const around = await surroundings(connection, view.definition.sql, {
    schema: withoutSelf(schema, view),
    standIns,
    own: null,
  })
  const { statements, prepare } = around
  return printOn(connection, requests, {
    table: STORED,
    standIns,
    statements: (jobs) => [
      ...statements,
      `CREATE TEMP TABLE ${quote(STORED)} AS ${prepare(view.definition.sql)} WITH NO DATA`,
      ...jobs.map((job) => {
        const sql = withStandIns(job.request.sql, standIns)
        return indexSql(STORED, view.indexes, { ...job, request: { ...job.request, sql } })
      }),
    ],
  })
}
