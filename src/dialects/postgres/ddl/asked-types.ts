/** What a server says of types that are not PostgreSQL's own: what a domain stands on, and which casts there are. */
import type { AskedTypes } from '../../../operations/conversions.ts'
import type { Connection } from '../../dialect.ts'
import { isBuiltIn } from './casts.ts'
import { baseType, canonicalType, elementType, isText, withoutParameters } from '../types.ts'

/** The type of which there is no array and no length. */
const bareType = (type: string): string =>
  withoutParameters(elementType(baseType(canonicalType(type))))

export const foreignTypes = (types: readonly string[]): readonly string[] => [
  ...new Set(types.map(bareType).filter((type) => !isBuiltIn(type) && !isText(type))),
]

/** https://www.postgresql.org/docs/current/catalog-pg-cast.html */
const TYPES = `WITH RECURSIVE under (name, type, depth) AS (
    SELECT name, to_regtype(name)::oid, 0 FROM unnest($1::text[]) AS name WHERE to_regtype(name) IS NOT NULL
    UNION ALL SELECT name, typbasetype, depth + 1 FROM under JOIN pg_catalog.pg_type ON pg_type.oid = under.type AND typtype = 'd'
  ), bases AS (SELECT DISTINCT ON (name) name, type FROM under ORDER BY name, depth DESC)
  SELECT name, format_type(type, NULL) AS base,
    ARRAY(SELECT format_type(casttarget, NULL) FROM pg_catalog.pg_cast WHERE castsource = type) AS target,
    ARRAY(SELECT format_type(castsource, NULL) FROM pg_catalog.pg_cast WHERE casttarget = type) AS source
  FROM bases`

const spellings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map((type) => canonicalType(String(type))) : []

export const askTypes = async (
  connection: Connection,
  types: readonly string[],
): Promise<AskedTypes> => {
  const rows = await connection.transaction(() => connection.query(TYPES, [types]), {
    mode: 'read',
  })
  return Object.fromEntries(
    rows.map(({ name, base, target, source }) => [
      String(name),
      { base: canonicalType(String(base)), to: spellings(target), from: spellings(source) },
    ]),
  )
}
