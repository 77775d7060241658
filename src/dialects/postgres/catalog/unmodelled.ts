/** What a catalog holds and a Schema cannot describe. */
import { show } from '../../../schema/names.ts'
import type { Unmodelled } from '../../dialect.ts'
import { membersOf } from './alike.ts'
import { columnAt } from './columns.ts'
import type { ColumnRow, ColumnsOf } from './columns.ts'
import type { Catalog, RelationKind, RelationRow, SequenceRow } from './queries.ts'
import { isCounter, readCounter } from './read-tables.ts'
import { canonicalType } from '../types.ts'

const RELATION_WORDS: Readonly<Record<RelationKind, string | null>> = {
  r: null,
  v: null,
  p: 'partitioned table',
  m: null,
  f: 'foreign table',
  c: 'composite type',
}

const showName = (item: { readonly namespace: string; readonly name: string }): string =>
  show({ namespace: item.namespace === 'public' ? null : item.namespace, name: item.name })

const columnText = (column: ColumnRow): string =>
  [column.name, column.type, column.required ? 'not null' : '', column.expression ?? '']
    .filter((part) => part !== '')
    .join(' ')

const relationWord = (relation: RelationRow): string | null => {
  if (relation.child) return relation.definition === null ? 'inherited table' : 'partition'
  return RELATION_WORDS[relation.kind]
}

const relations = (catalog: Catalog): readonly Unmodelled[] => {
  return catalog.relations.flatMap((relation) => {
    const kind = relationWord(relation)
    const security = {
      kind: 'row level security',
      name: showName(relation),
      definition: 'enabled',
    }
    // Of thousands most are plain tables.
    if (kind === null) return []
    const own = (catalog.columns.get(relation.oid) ?? []).flatMap((row) =>
      row ? columnText(row) : [],
    )
    const definition = [relation.definition ?? '', ...own].join('\n')
    const options = relation.options?.join(', ') ?? null
    return [
      { kind, name: showName(relation), definition },
      // A plain table's is an attribute of it.
      ...(relation.row_security ? [security] : []),
      ...(options === null
        ? []
        : [{ kind: 'options', name: `${showName(relation)}.${options}`, definition: options }]),
    ]
  })
}

const sequenceText = (sequence: SequenceRow): string =>
  [
    sequence.type,
    sequence.start,
    sequence.increment,
    sequence.min,
    sequence.max,
    sequence.cache,
    sequence.cycle,
  ].join(' ')

/** Whether a counter is as its column says, that of a serial by its type alone. */
const isUsual = (row: SequenceRow, columns: ColumnsOf): boolean => {
  const owner = columnAt(columns, row.owner, row.owner_column)
  if (owner !== undefined && canonicalType(owner.type) !== row.type) return false
  const { start, increment, min, max, cache, cycle } = readCounter(row)
  return (
    row.ownership === 'i' ||
    (start === '1' && increment === '1' && cache === '1' && !cycle && (min ?? max) === null)
  )
}

/** A counter is described by its column: a serial's where a Schema describes the table, an identity's but for its type. */
const sequences = ({
  relations: all,
  columns,
  sequences: rows,
}: Catalog): readonly Unmodelled[] => {
  const tables = new Set(all.filter(isTable).map(({ oid }) => oid))
  return rows
    .filter((row) => row.ownership !== null && isCounter(row, columns))
    .filter((row) => row.ownership === 'i' || !tables.has(row.owner ?? 0))
    .filter((row) => !isUsual(row, columns))
    .map((item) => ({
      kind: 'sequence options',
      name: showName(item),
      definition: sequenceText(item),
    }))
}

/** A sequence is described, and the column that it goes with is not. */
const owners = ({ relations: all, columns, sequences: rows }: Catalog): readonly Unmodelled[] => {
  const seen = new Map(all.map((relation) => [relation.oid, relation]))
  return rows.flatMap((row) => {
    const [owner, column] = [
      seen.get(row.owner ?? 0),
      columnAt(columns, row.owner, row.owner_column),
    ]
    if (owner === undefined || column === undefined) return []
    if (isTable(owner) || isCounter(row, columns)) return []
    const definition = `${showName(owner)}.${column.name}`
    return [{ kind: 'sequence owner', name: showName(row), definition }]
  })
}

const types = (catalog: Catalog): readonly Unmodelled[] =>
  catalog.types
    .filter(({ kind }) => kind !== 'e')
    .map((item) => ({
      kind: item.kind === 'd' ? 'domain' : 'range type',
      name: showName(item),
      definition: item.definition ?? '',
    }))

/** Whether a Schema describes the relation as a table, with all that it says of tables. */
const isTable = (relation: RelationRow | undefined): boolean =>
  relation?.kind === 'r' && !relation.child

/** What is an attribute of a table, and stands beside anything else. */
const ATTRIBUTES = new Set(['comment', 'forced row level security', 'persistence'])

/** Things that hang on a relation, where that relation is seen. */
const attached = (catalog: Catalog): readonly Unmodelled[] => {
  const seen = new Map(catalog.relations.map((relation) => [relation.oid, relation]))
  const on = (oid: number, kind: string, rest: Omit<Unmodelled, 'kind'>): readonly Unmodelled[] => {
    const relation = seen.get(oid)
    if (relation === undefined) return []
    return [{ kind, name: `${showName(relation)}.${rest.name}`, definition: rest.definition }]
  }
  return [
    ...catalog.others.flatMap(({ kind, relation, name, definition }) => {
      if (relation === null) return [{ kind, name: name.replace(/^public\./, ''), definition }]
      const isAttribute = ATTRIBUTES.has(kind) && isTable(seen.get(relation))
      return isAttribute ? [] : on(relation, kind, { name, definition })
    }),
    ...catalog.policies.flatMap((row) => {
      const relation = seen.get(row.relation)
      if (relation === undefined || relationWord(relation) === null) return []
      return on(row.relation, 'policy', { name: row.name, definition: JSON.stringify(row) })
    }),
    ...catalog.constraints
      .filter(({ kind }) => kind === 'x')
      .flatMap((row) =>
        membersOf(row)
          .filter(({ relation }) => !isTable(seen.get(relation)))
          .flatMap(({ relation, name }) =>
            on(relation, 'exclusion constraint', { name, definition: row.definition ?? '' }),
          ),
      ),
    ...catalog.indexes
      .filter(({ valid }) => !valid)
      .flatMap((row) =>
        membersOf(row).flatMap(({ relation, name }) =>
          on(relation, 'invalid index', { name, definition: row.method }),
        ),
      ),
  ]
}

/** Everything in the catalog that has no place in a Schema, extensions and their members aside. */
export const findUnmodelled = (catalog: Catalog): readonly Unmodelled[] => [
  ...relations(catalog),
  ...sequences(catalog),
  ...owners(catalog),
  ...types(catalog),
  ...attached(catalog),
]
