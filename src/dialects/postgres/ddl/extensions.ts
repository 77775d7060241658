/** The extensions that a schema cannot be made without, by what in it is theirs. */
import type { Indexed } from '../../../schema/edit.ts'
import {
  expressionsOf,
  placeName,
  someExpression,
  someViewExpression,
} from '../../../schema/expressions.ts'
import { compareNames, show, typeName } from '../../../schema/names.ts'
import { emptySchema } from '../../../schema/types.ts'
import type { Column, Expression, Index, IndexKey, Schema, Table } from '../../../schema/types.ts'
import { remember, rememberFor } from '../../../util/remember.ts'
import { codeTokens } from '../../../util/tokens.ts'
import type { ExtensionNeed } from '../../dialect.ts'
import { elementType, withoutParameters } from '../types.ts'

const owners = (
  members: Readonly<Record<string, string>>,
): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(
    Object.entries(members).flatMap(([extension, names]) =>
      names.split(' ').map((name) => [name, extension]),
    ),
  )

/** https://www.postgresql.org/docs/current/contrib.html, pgvector and PostGIS. */
const TYPES = owners({
  citext: 'citext',
  cube: 'cube',
  hstore: 'hstore',
  isn: 'ean13 isbn isbn13 ismn ismn13 issn issn13 upc',
  ltree: 'ltree lquery ltxtquery',
  postgis: 'geometry geography box2d box3d',
  seg: 'seg',
  vector: 'vector halfvec sparsevec',
})
const METHODS = owners({ bloom: 'bloom', vector: 'hnsw ivfflat' })
/** Those of types that need the extension anyway are left out. */
const OPCLASSES = owners({
  pg_trgm: 'gin_trgm_ops gist_trgm_ops',
  intarray: 'gin__int_ops gist__int_ops gist__intbig_ops',
  vector: 'bit_hamming_ops bit_jaccard_ops',
})
/** Only names that nobody gives to a function of his own. */
const FUNCTIONS = owners({
  pgcrypto: 'gen_random_bytes gen_salt',
  unaccent: 'unaccent',
  'uuid-ossp':
    'uuid_generate_v1 uuid_generate_v1mc uuid_generate_v3 uuid_generate_v4 uuid_generate_v5',
})
const FUNCTION = /\b(?:gen_(?:random_bytes|salt)|unaccent|uuid_generate_v\d\w*)\b/i

/** What btree_gin and btree_gist let stand beside the types that GIN and GiST are made for. */
const SCALARS = new Set(
  (
    'smallint,integer,bigint,real,double precision,numeric,money,oid,uuid,boolean,text,' +
    'character varying,character,bytea,bit,bit varying,date,interval,macaddr,inet,cidr,' +
    'timestamp without time zone,timestamp with time zone,time without time zone,time with time zone'
  ).split(','),
)
const SCALAR_METHODS: Readonly<Record<string, string | undefined>> = {
  gin: 'btree_gin',
  gist: 'btree_gist',
}

/** The extension that made a type, an operator class or a function of this bare name, where only one does. */
export const makerOf = {
  type: (name: string): string | undefined => TYPES[name],
  opclass: (name: string): string | undefined => OPCLASSES[name],
  function: (name: string): string | undefined => FUNCTIONS[name],
}

const bareType: (type: string) => string = remember((type) => withoutParameters(elementType(type)))

const bareScalar: (type: string) => string = remember(withoutParameters)

type Found = readonly (readonly [extension: string | undefined, what: string])[]

const ofKey = (columns: readonly Column[], method: string, key: IndexKey): Found => {
  const column = columns.find(({ name }) => name === key.column)
  const isScalar =
    key.opclass === null && column !== undefined && SCALARS.has(bareScalar(column.type))
  return [
    [OPCLASSES[key.opclass ?? ''], key.opclass ?? ''],
    [isScalar ? SCALAR_METHODS[method] : undefined, `${method} over ${column?.type ?? ''}`],
  ]
}

/** As most are. */
const isPlain = ({ method, keys }: Pick<Index, 'method' | 'keys'>): boolean =>
  method === 'btree' && keys.every(({ opclass }) => opclass === null)

const ofIndex = (columns: readonly Column[], index: Pick<Index, 'method' | 'keys'>): Found => [
  [METHODS[index.method], index.method],
  ...index.keys.flatMap((key) => ofKey(columns, index.method, key)),
]

const ofExpression = (sql: string): Found =>
  FUNCTION.test(sql)
    ? codeTokens(sql).flatMap((token, at, all) =>
        token.kind === 'word' && all[at + 1]?.text === '('
          ? [[FUNCTIONS[token.text.toLowerCase()], `${token.text.toLowerCase()}()`] as const]
          : [],
      )
    : []

const needs = (by: string, found: Found): readonly ExtensionNeed[] =>
  found.flatMap(([name, what]) => (name === undefined ? [] : [{ name, by: `${by} (${what})` }]))

interface TableNeeds {
  readonly columns: readonly (ExtensionNeed & { readonly type: string })[]
  readonly indexes: readonly ExtensionNeed[]
  readonly expressions: readonly ExtensionNeed[]
}

const calls = ({ sql }: Expression): boolean => FUNCTION.test(sql)

const ofExpressions = (schema: Schema): readonly ExtensionNeed[] =>
  schema.tables.some((table) => someExpression(table, calls)) ||
  schema.views.some((view) => someViewExpression(view, calls))
    ? expressionsOf(schema).flatMap(({ place, expression }) =>
        needs(placeName(place), ofExpression(expression.sql)),
      )
    : []

const ofIndexes = (relation: Indexed, columns: readonly Column[]): readonly ExtensionNeed[] =>
  relation.indexes.flatMap((index) =>
    isPlain(index) ? [] : needs(`${show(relation)}.${index.name}`, ofIndex(columns, index)),
  )

const ofTable = rememberFor((table: Table): TableNeeds => ({
  columns: table.columns.flatMap(({ name, type }) => {
    const bare = bareType(type)
    const extension = TYPES[bare]
    if (extension === undefined) return []
    const found = needs(`${show(table)}.${name}`, [[extension, type]])
    return found.map((need) => ({ ...need, type: bare }))
  }),
  indexes: ofIndexes(table, table.columns),
  expressions: ofExpressions({ ...emptySchema, tables: [table] }),
}))

const needsAny = ({ columns, indexes, expressions }: TableNeeds): boolean =>
  columns.length + indexes.length + expressions.length > 0

/** Each extension with everything that needs it. Types of another namespace than `public` are not guessed at. */
export const extensionNeeds = (schema: Schema): readonly ExtensionNeed[] => {
  const own = new Set(schema.enums.map(typeName))
  // Most tables need none, and this is asked of whole schemas several times.
  const tables = schema.tables.filter((table) => needsAny(ofTable(table)))
  const found = tables.map(ofTable)
  const columns = found.flatMap((table) => table.columns).filter(({ type }) => !own.has(type))
  return [
    ...columns.map(({ name, by }) => ({ name, by })),
    ...found.flatMap(({ indexes }) => indexes),
    // What types the columns of a view have, only a server knows.
    ...schema.views.flatMap((view) => ofIndexes(view, [])),
    ...tables.toSorted(compareNames).flatMap((table) => ofTable(table).expressions),
    ...ofExpressions({ ...schema, tables: [] }),
  ]
}
