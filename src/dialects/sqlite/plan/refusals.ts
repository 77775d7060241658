/** What a migration may say of PostgreSQL alone, or of a newer SQLite, so that it is not passed over in silence. */
import { DiffkitError } from '../../../errors.ts'
import { describe, flatten } from '../../../operations/index.ts'
import type { Operation } from '../../../operations/index.ts'
import { canRenameColumn } from './alterable.ts'

const TABLE: Readonly<Record<string, string>> = {
  comment: 'a comment',
  forceRowSecurity: 'row level security',
  method: 'an access method',
  tablespace: 'a tablespace',
  unlogged: 'an unlogged table',
  with: 'a storage parameter',
}
const COLUMN: Readonly<Record<string, string>> = {
  comment: 'a comment',
  compression: 'compression of a column',
  sequence: 'a sequence',
  statistics: 'a statistics target',
  storage: 'storage of a column',
}
const COMMENT: Readonly<Record<string, string>> = { comment: 'a comment' }
const CONSTRAINT: Readonly<Record<string, string>> = {
  clustered: 'CLUSTER',
  comment: 'a comment',
  include: 'INCLUDE',
  matchFull: 'MATCH FULL',
  noInherit: 'NO INHERIT',
  notEnforced: 'NOT ENFORCED',
  notValid: 'NOT VALID',
  onDeleteColumns: 'ON DELETE SET NULL of some columns',
  period: 'a period',
  tablespace: 'a tablespace',
  with: 'a storage parameter',
}

const isSaid = (value: unknown): boolean =>
  typeof value === 'object' && value !== null
    ? Object.keys(value).length > 0
    : value !== undefined && value !== null && value !== false

const firstOf = (item: object, words: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(words).flatMap(([key, what]) => (isSaid(Reflect.get(item, key)) ? [what] : []))

const foreignTo = (op: Operation): readonly string[] => {
  switch (op.kind) {
    case 'createTable':
      return [
        ...firstOf(op.table, TABLE),
        ...op.table.columns.flatMap((column) => firstOf(column, COLUMN)),
        ...op.table.constraints.flatMap((item) => firstOf(item, CONSTRAINT)),
        ...op.table.indexes.flatMap((item) => firstOf(item, COMMENT)),
      ]
    case 'createView':
      return firstOf(op.view, COMMENT)
    case 'alterTable':
      return firstOf(op.set, TABLE)
    case 'addColumn':
      return firstOf(op.column, COLUMN)
    case 'alterColumn':
      return firstOf(op.set, COLUMN)
    case 'addConstraint':
      return firstOf(op.constraint, CONSTRAINT)
    case 'createIndex':
      return firstOf(op.index, COMMENT)
    default:
      return []
  }
}

/** Throws for an attribute that only PostgreSQL has. */
export const refuseForeign = (operations: readonly Operation[]): void => {
  for (const op of flatten(operations)) {
    const [what] = foreignTo(op)
    if (what === undefined) continue
    throw new DiffkitError('UNSUPPORTED', { where: describe(op), what: `${what} in SQLite` })
  }
}

/** Throws for the rename of a column, which no rebuild can do, where the target cannot do it in place. */
export const refuseRenames = (operations: readonly Operation[], target: string): void => {
  const op = flatten(operations).find(({ kind }) => kind === 'renameColumn')
  if (op === undefined || canRenameColumn(target)) return
  throw new DiffkitError('UNSUPPORTED', {
    where: describe(op),
    what: `this for SQLite before 3.25 (\`target.sqlite\` is ${target})`,
    hint: 'Add a column, copy the values with `op.sql`, and drop the old one; or raise the target.',
  })
}
