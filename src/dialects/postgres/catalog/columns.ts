/** The columns of PostgreSQL's catalog, as one query reads them. */
import { namedCollation } from '../collations.ts'
import { list, readList } from './alike.ts'

export interface ColumnRow {
  readonly name: string
  readonly type: string
  readonly required: boolean
  readonly identity: '' | 'a' | 'd'
  readonly generated: '' | 's' | 'v'
  readonly expression: string | null
  readonly collation: string | null
  /** `p`, `e`, `x` or `m`, where it is not the type's. */
  readonly storage: string | null
  /** `p` or `l`, where it is said. */
  readonly compression: string | null
  readonly statistics: number | null
  readonly comment: string | null
}

/** Columns that differ in nothing but their places. */
export interface ColumnGroup extends ColumnRow {
  readonly relations: string
  readonly numbers: string
}

/** Types and collations are named once a group. */
export const COLUMNS = `
SELECT g.name, format_type(g.atttypid, g.atttypmod) AS type, g.required, g.identity, g.generated,
       g.expression, CASE WHEN g.attcollation <> t.typcollation THEN
       ${namedCollation('l', 'n')} END AS collation,
       CASE WHEN g.attstorage <> t.typstorage THEN g.attstorage::text END AS storage,
       nullif(g.attcompression::text, '') AS compression, nullif(g.attstattarget, -1) AS statistics,
       g.comment, g.relations, g.numbers
  FROM (
    SELECT a.attname AS name, a.atttypid, a.atttypmod, a.attnotnull AS required,
           a.attidentity::text AS identity, a.attgenerated::text AS generated,
           pg_get_expr(d.adbin, CASE WHEN a.attgenerated = '' THEN 0 ELSE d.adrelid END) AS expression,
           a.attcollation, a.attstorage, a.attcompression, a.attstattarget, o.description AS comment,
           ${list('a.attrelid::int8')} AS relations, ${list('a.attnum')} AS numbers
      FROM pg_attribute a
      JOIN pg_class c ON c.oid = a.attrelid
      LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      LEFT JOIN pg_description o ON o.objoid = a.attrelid AND o.classoid = 'pg_class'::regclass
       AND o.objsubid = a.attnum
     WHERE c.relnamespace = ANY($1) AND c.relkind IN ('r', 'p', 'f', 'c', 'm')
       AND a.attnum > 0 AND NOT a.attisdropped
     GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12) g
  JOIN pg_type t ON t.oid = g.atttypid
  LEFT JOIN pg_collation l ON l.oid = g.attcollation AND g.attcollation <> t.typcollation
  LEFT JOIN pg_namespace n ON n.oid = l.collnamespace`

/** The columns of each relation by their numbers, with a gap where one was dropped. */
export type ColumnsOf = ReadonlyMap<number, readonly (ColumnRow | undefined)[]>

/** Columns that are equal are one object. */
export const placeColumns = (groups: readonly ColumnGroup[]): ColumnsOf => {
  const columns = new Map<number, (ColumnRow | undefined)[]>()
  for (const group of groups) {
    const numbers = readList<number>(group.numbers)
    readList<number>(group.relations).forEach((relation, at) => {
      const own = columns.get(relation) ?? []
      own[numbers[at] ?? 0] = group
      columns.set(relation, own)
    })
  }
  return columns
}

/** The column that has the number; `undefined` where it is not read. */
export const columnAt = (
  columns: ColumnsOf,
  relation: number | null,
  number: number | null,
): ColumnRow | undefined => columns.get(relation ?? 0)?.[number ?? 0]
