/** A constraint that changes and stays the one that it is. */
import type { AlterConstraint } from '../../../operations/constraint.ts'
import { findConstraint, findTable } from '../../../schema/edit.ts'
import { qualified } from '../../../schema/names.ts'
import { quote, quoteObject } from '../../shared.ts'
import { setParameters } from './alter-table.ts'
import { constraintClause, deferrableSql } from './clauses.ts'
import { clusterOn, withoutCluster } from './clustered.ts'
import { constraintComment } from './comments.ts'
import { draft } from './draft.ts'
import type { CompileContext, Draft } from './draft.ts'

/** The statements of one alterConstraint. https://www.postgresql.org/docs/current/sql-altertable.html */
export const alterConstraintSql = (
  { table, name, set }: AlterConstraint,
  { before, after }: CompileContext,
): readonly Draft[] => {
  const alterTable = `ALTER TABLE ${quoteObject(table)}`
  const old = findConstraint(findTable(before, table), name)
  const now = findConstraint(findTable(after, table), name)
  if (set.notValid === true) {
    return [
      draft(`${alterTable} DROP CONSTRAINT ${quote(name)}`, 'made again below: not valid'),
      draft(`${alterTable} ADD ${constraintClause(now)}`),
      ...constraintComment(table, now),
    ]
  }
  const index = `ALTER INDEX ${quoteObject({ namespace: qualified(table).namespace, name })}`
  const parameters =
    set.with === undefined || !('with' in old) ? [] : setParameters(old.with, set.with)
  return [
    ...(set.deferrable === undefined
      ? []
      : [
          draft(
            `${alterTable} ALTER CONSTRAINT ${quote(name)} ${deferrableSql(set.deferrable) || 'NOT DEFERRABLE'}`,
          ),
        ]),
    ...(set.notValid === false ? [draft(`${alterTable} VALIDATE CONSTRAINT ${quote(name)}`)] : []),
    ...parameters.map((action) => draft(`${index} ${action}`)),
    ...(set.clustered === true ? clusterOn(table, now) : []),
    ...(set.clustered === false ? [withoutCluster(table, name)] : []),
    ...(set.tablespace === undefined
      ? []
      : [draft(`${index} SET TABLESPACE ${quote(set.tablespace ?? 'pg_default')}`)]),
  ]
}
