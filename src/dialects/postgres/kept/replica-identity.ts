/** An index that is dropped and made again keeps its part in logical replication. */
import { lookUpTable } from '../../../schema/edit.ts'
import { sameName } from '../../../schema/names.ts'
import type { Constraint, Index, ObjectName } from '../../../schema/types.ts'
import { literal, quote, quoteObject } from '../../shared.ts'
import { upkeep } from '../ddl/draft.ts'
import type { CompileContext, Draft } from '../ddl/draft.ts'

const keyColumns = (part: Constraint | Index): readonly (string | null)[] | null => {
  if ('keys' in part) {
    return part.unique && part.where === null ? part.keys.map(({ column }) => column) : null
  }
  const isKey = part.kind === 'primaryKey' || part.kind === 'unique'
  return isKey && part.deferrable === null ? part.columns : null
}

/**
 * The role goes with the index, but the table still says that it has one: https://www.postgresql.org/docs/current/catalog-pg-class.html
 * Only a plain unique index over columns that are never NULL can have it.
 */
export const regainReplicaIdentity = (
  table: ObjectName,
  part: Constraint | Index,
  { after, earlier }: CompileContext,
): readonly Draft[] => {
  const wasDropped = earlier.some(
    (op) =>
      (op.kind === 'dropIndex' || op.kind === 'dropConstraint') &&
      sameName(op.table, table) &&
      op.name === part.name,
  )
  if (!wasDropped) return []
  const columns = lookUpTable(after, table)?.columns ?? []
  const isEligible = keyColumns(part)?.every((key) =>
    columns.some(({ name, nullable }) => name === key && !nullable),
  )
  if (isEligible !== true) return []
  const name = quoteObject(table)
  return [
    upkeep(
      `DO $diffkit$ BEGIN
  IF EXISTS (SELECT FROM pg_class c WHERE c.oid = ${literal(name)}::regclass AND c.relreplident = 'i'
    AND NOT EXISTS (SELECT FROM pg_index WHERE indrelid = c.oid AND indisreplident)) THEN
    ALTER TABLE ${name} REPLICA IDENTITY USING INDEX ${quote(part.name)};
  END IF;
END $diffkit$`,
      'replicates by the index again, if it did',
    ),
  ]
}
