/** A statement that refuses, before anything is changed, while something stands on a type that cannot give way to it. */
import { show } from '../../../schema/names.ts'
import type { Enum } from '../../../schema/types.ts'
import { literal, quoteObject } from '../../shared.ts'
import { upkeep } from './draft.ts'
import type { Draft } from './draft.ts'
import type { EnumColumn } from './held-values.ts'

const regclass = (catalog: string): string => `${literal(catalog)}::regclass`

/** What has no statements that make it again: a table may hold values of a domain, and an index those of an operator class. */
const IMMOVABLE = ['pg_type', 'pg_operator', 'pg_opclass', 'pg_opfamily', 'pg_amop', 'pg_amproc']

/** Names domains, composite and range types, operators and their like, and columns of tables that are not the models'. */
export const refuseObstacles = (item: Enum, columns: readonly EnumColumn[]): Draft => {
  const own = columns.map(
    ({ table, column }) => `(${literal(quoteObject(table))}::regclass::oid, ${literal(column)})`,
  )
  const isOwn =
    own.length === 0 ? '' : `\n        AND (c.oid, a.attname) NOT IN (${own.join(', ')})`
  const says = `${show(item)} has to be made anew, and cannot be under %s: drop that with op.sql before, and make it again after`
  return upkeep(
    `DO $diffkit$
DECLARE found text;
BEGIN
  SELECT string_agg(DISTINCT pg_describe_object(d.classid, d.objid, d.objsubid), ', ') INTO found
    FROM pg_type t JOIN pg_depend d ON d.refclassid = ${regclass('pg_type')} AND d.refobjid IN (t.oid, t.typarray) AND d.deptype = 'n'
    LEFT JOIN pg_class c ON d.classid = ${regclass('pg_class')} AND c.oid = d.objid AND c.relkind NOT IN ('v', 'm')
    LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.objsubid AND a.attnum > 0 AND a.attinhcount = 0
    WHERE t.oid = ${literal(quoteObject(item))}::regtype
      AND (d.classid IN (${IMMOVABLE.map(regclass).join(', ')}) OR a.attnum IS NOT NULL${isOwn});
  IF found IS NOT NULL THEN RAISE EXCEPTION '%', format(${literal(says)}, found); END IF;
END $diffkit$`,
    'refuses while a type, an operator or a table of others stands on it',
  )
}
