/** Operator classes that an index has anyway, so that naming one says nothing. */

const TYPES =
  'bit bool bpchar bytea char date float4 float8 int2 int4 int8 interval macaddr macaddr8 name ' +
  'numeric oid pg_lsn text tid time timestamp timestamptz timetz uuid varbit'

const ops = (types: string, ending: string): readonly string[] =>
  types.split(' ').map((type) => `${type}_${ending}`)

/** https://www.postgresql.org/docs/current/catalog-pg-opclass.html, and the extensions that are in wide use. */
const DEFAULTS: Readonly<Record<string, ReadonlySet<string>>> = {
  btree: new Set([
    ...ops(TYPES, 'ops'),
    ...ops('array enum inet jsonb money multirange oidvector range record', 'ops'),
    ...ops('tsquery tsvector xid8 citext hstore ltree cube', 'ops'),
  ]),
  hash: new Set([
    ...ops(TYPES.replace(/^bit | varbit$/g, ''), 'ops'),
    ...ops('aclitem array cid enum inet jsonb multirange oidvector range record', 'ops'),
    ...ops('xid xid8 citext hstore', 'ops'),
  ]),
  gin: new Set(ops('array jsonb tsvector hstore', 'ops').concat('gin_hstore_ops')),
  gist: new Set([
    ...ops('box circle multirange point poly range tsquery tsvector', 'ops'),
    'gist_geometry_ops_2d',
    'gist_geography_ops',
    'gist_hstore_ops',
    'gist_ltree_ops',
  ]),
  spgist: new Set(ops('box inet poly quad_point range text', 'ops')),
  brin: new Set([
    ...ops(TYPES.replace('bool ', ''), 'minmax_ops'),
    ...ops('box inet range', 'inclusion_ops'),
  ]),
  ivfflat: new Set(['vector_l2_ops']),
}

/** The operator class as it must be named; `null` for one that the index has by default. */
export const namedOpclass = (method: string, opclass: string | null): string | null =>
  opclass !== null && DEFAULTS[method]?.has(opclass) === true ? null : opclass
