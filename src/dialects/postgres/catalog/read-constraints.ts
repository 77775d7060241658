/** The catalog's rows of constraints → Constraint. */
import { objectName } from '../../../schema/names.ts'
import type { Constraint, Deferrable, ForeignKeyAction } from '../../../schema/types.ts'
import { printedExpression } from '../print/printed.ts'
import { readList } from './alike.ts'
import type { ConstraintRow } from './constraints.ts'
import { readParameters, readVector } from './read-indexes.ts'
import type { NamesOf } from './read-indexes.ts'

const ACTIONS: Readonly<Record<string, ForeignKeyAction>> = {
  a: 'no action',
  r: 'restrict',
  c: 'cascade',
  n: 'set null',
  d: 'set default',
}
const actionOf = (code: string): ForeignKeyAction => ACTIONS[code] ?? 'no action'

const deferrableOf = ({ deferrable, deferred }: ConstraintRow): Deferrable | null => {
  if (!deferrable) return null
  return deferred ? 'initially deferred' : 'initially immediate'
}

type ReadConstraint = (relation: number, name: string, at: number) => Constraint

const readForeignKey = (row: ConstraintRow, names: NamesOf): ReadConstraint => {
  const targets = readList<string | null>(row.targets)
  const targetRelations = readList<number>(row.target_relations)
  const namespace = row.target_namespace === 'public' ? null : row.target_namespace
  const deferrable = deferrableOf(row)
  return (relation, name, at) => ({
    kind: 'foreignKey',
    name,
    named: true,
    columns: names(relation, row.columns ?? []),
    references: {
      table: objectName({ namespace, name: targets[at] ?? '' }),
      columns: row.target_columns ?? names(targetRelations[at] ?? 0, row.target_numbers ?? []),
    },
    onDelete: actionOf(row.on_delete),
    onUpdate: actionOf(row.on_update),
    onDeleteColumns: names(relation, row.on_delete_columns ?? []),
    matchFull: row.match_full,
    period: row.period,
    deferrable,
    notValid: row.not_valid,
    notEnforced: row.not_enforced,
    comment: row.comment,
  })
}

const readKey = (row: ConstraintRow, names: NamesOf): ReadConstraint => {
  const numbers = row.columns ?? []
  const included = readVector(row.index_columns ?? '').slice(numbers.length)
  const { period, tablespace, clustered, nulls_not_distinct: nullsNotDistinct } = row
  const deferrable = deferrableOf(row)
  const storage = { with: readParameters(row.parameters), tablespace, clustered }
  return (relation, name) => {
    const base = { name, named: true, comment: row.comment }
    const [columns, include] = [names(relation, numbers), names(relation, included)]
    const key = { columns, period, include, deferrable, ...storage }
    return row.kind === 'p'
      ? { ...base, kind: 'primaryKey', ...key }
      : { ...base, kind: 'unique', nullsNotDistinct, ...key }
  }
}

/** What makes each of the constraints that are alike. */
export const readConstraint = (
  row: ConstraintRow,
  names: NamesOf,
  major: number,
): ReadConstraint => {
  const printed = printedExpression(row.definition ?? '', major)
  const base = { named: true, comment: row.comment }
  switch (row.kind) {
    case 'p':
    case 'u':
      return readKey(row, names)
    case 'f':
      return readForeignKey(row, names)
    case 'c': {
      const { not_valid: notValid, not_enforced: notEnforced, no_inherit: noInherit } = row
      const rest = { expression: printed, notValid, notEnforced, noInherit }
      return (_relation, name) => ({ ...base, name, kind: 'check', ...rest })
    }
    case 'x':
      return (_relation, name) => ({ ...base, name, kind: 'exclude', definition: printed })
  }
}
