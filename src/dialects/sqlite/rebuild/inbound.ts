/** Foreign keys that would act on the rows of other tables when a table is dropped. */
import { DiffkitError } from '../../../errors.ts'
import { qualified } from '../../../schema/names.ts'
import type { ForeignKey } from '../../../schema/types.ts'
import type { Ground } from '../../dialect.ts'
import { parseTable } from '../parse/table.ts'
import { isVirtual, primaryKeysOf } from '../catalog/read-schema.ts'
import { readTable } from '../catalog/read-table.ts'
import { foldName, namesIn } from '../parse/tokens.ts'

interface Inbound {
  readonly child: string
  readonly key: ForeignKey
}

const HARMLESS: ReadonlySet<ForeignKey['onDelete']> = new Set(['no action', 'restrict'])

/** The foreign keys of other tables that refer to one of these. */
const inboundOf = (ground: Ground, tables: ReadonlySet<string>): readonly Inbound[] => {
  const others = ground.filter(
    (item) =>
      item.type === 'table' &&
      item.sql !== null &&
      !isVirtual(item) &&
      !tables.has(foldName(item.name)) &&
      [...namesIn(item.sql)].some((name) => tables.has(name)),
  )
  return others.flatMap(({ name, sql }) =>
    readTable(parseTable(sql ?? ''), primaryKeysOf([]))
      .table.constraints.filter((item) => item.kind === 'foreignKey')
      .filter(({ references }) => tables.has(foldName(qualified(references.table).name)))
      .map((key) => ({ child: name, key })),
  )
}

/**
 * Throws where dropping these tables would change the rows of others, because foreign keys are on.
 * A RESTRICT waits for COMMIT like a NO ACTION when checks are deferred; a table's references to
 * itself act on its own rows alone, which are in the copy.
 */
export const requireHarmlessDrop = (ground: Ground, names: readonly string[]): void => {
  const found = inboundOf(ground, new Set(names.map(foldName)))
  const acting = found.find(({ key }) => !HARMLESS.has(key.onDelete))
  if (acting === undefined) return
  const { child, key } = acting
  throw new DiffkitError('FOREIGN_KEY_ACTS', {
    table: qualified(key.references.table).name,
    child,
    columns: key.columns,
    action: key.onDelete,
  })
}
