/** Tables that other tools make for the time of a rebuild, and leave behind when they are killed. */
import { qualified } from '../../../schema/names.ts'
import type { Ground, Step } from '../../dialect.ts'
import { runOf } from '../plan/change.ts'
import { sameFolded } from '../parse/tokens.ts'

const TEMPORARY: Readonly<Record<string, (table: string) => string>> = {
  'drizzle-kit': (table) => `__new_${table}`,
  Alembic: (table) => `_alembic_tmp_${table}`,
  Django: (table) => `new__${table}`,
  TypeORM: (table) => `temporary_${table}`,
}

/** A sentence for each table that an interrupted tool seems to have left of the one that is rebuilt. */
export const leftovers = (step: Step, ground: Ground): readonly string[] => {
  const run = runOf(step.operations)
  if (run === null) return []
  const table = qualified(run.table).name
  return Object.entries(TEMPORARY).flatMap(([tool, nameOf]) => {
    const found = ground.find(
      ({ type, name }) => type === 'table' && sameFolded(name, nameOf(table)),
    )
    if (found === undefined) return []
    return [
      `the table ${found.name} looks like what ${tool} leaves when a rebuild of ${table} is interrupted: look at its rows, then drop it`,
    ]
  })
}
