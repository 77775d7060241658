/** The index by which CLUSTER orders the rows: a mark that CREATE does not set. */
import { qualified } from '../../../schema/names.ts'
import type { Constraint, Index, ObjectName } from '../../../schema/types.ts'
import { literal, quote, quoteObject } from '../../shared.ts'
import { draft } from './draft.ts'
import type { Draft } from './draft.ts'

/** What an index, or the one of a key, still lacks when it was just made. */
export const clusterOn = (table: ObjectName, part: Constraint | Index): readonly Draft[] =>
  'clustered' in part && part.clustered
    ? [draft(`ALTER TABLE ${quoteObject(table)} CLUSTER ON ${quote(part.name)}`)]
    : []

/** Another one may have taken the mark over by now. */
export const withoutCluster = (table: ObjectName, name: string): Draft => {
  const index = literal(quoteObject({ namespace: qualified(table).namespace, name }))
  return draft(
    `DO $diffkit$ BEGIN
  IF (SELECT indisclustered FROM pg_index WHERE indexrelid = ${index}::regclass) THEN
    ALTER TABLE ${quoteObject(table)} SET WITHOUT CLUSTER;
  END IF;
END $diffkit$`,
    'the rows have no order of their own any more',
  )
}
