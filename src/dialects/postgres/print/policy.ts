/** A policy's expression that reads other relations, printed on a temporary table among them. */
import type { Schema, Table } from '../../../schema/types.ts'
import { nameKey } from '../../../schema/names.ts'
import { relationsIn } from '../../../util/relations.ts'
import type { Connection, PrintRequest } from '../../dialect.ts'
import { withRealTables } from './names.ts'
import type { StandIn } from './names.ts'
import { printTable } from './table.ts'
import { surroundings } from './view.ts'

/** Whether the request is for a policy that reads more than the row which it judges. */
export const isFarPolicy = ({ place, sql }: PrintRequest): boolean =>
  (place.role === 'using' || place.role === 'withCheck') && relationsIn(sql).length > 0

/** How the server prints it; `null` where it refuses it. */
export const printFarPolicy = async (
  connection: Connection,
  request: PrintRequest,
  context: {
    readonly table: Table
    readonly schema: Schema
    readonly standIns: readonly StandIn[]
  },
): Promise<string | null> => {
  const { table, schema, standIns } = context
  const others = schema.tables.filter((item) => nameKey(item) !== nameKey(table))
  const around = await surroundings(connection, request.sql, {
    schema: { ...schema, tables: others },
    standIns,
    own: table,
  })
  const prints = await printTable(connection, table, {
    requests: [request],
    standIns,
    around: around.statements,
    prepare: around.prepare,
  })
  const text = prints.get(request)
  return text === undefined ? null : withRealTables(text, around.stood)
}
