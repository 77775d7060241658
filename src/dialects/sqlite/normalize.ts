/** The one spelling of each schema that says the same to SQLite. */
import type {
  Column,
  Constraint,
  Expression,
  Index,
  IndexKey,
  Schema,
  Table,
  Unique,
} from '../../schema/types.ts'
import { indexDefaults, indexKeyDefaults } from '../../schema/types.ts'
import { having, mapSame } from '../../schema/same.ts'
import { rememberNormal } from '../../util/remember.ts'
import { dropQualifier, stripParentheses } from '../../util/tokens.ts'
import { sameFolded } from './parse/tokens.ts'
import { canonicalCollation, canonicalDefault, canonicalType } from './types.ts'

const primaryKeyOf = (table: Table): readonly string[] => {
  const key = table.constraints.find(({ kind }) => kind === 'primaryKey')
  return key?.kind === 'primaryKey' ? key.columns : []
}

/** The column whose values are the rowids, if there is one. */
export const rowidAlias = (table: Table): string | null => {
  const [name, second] = primaryKeyOf(table)
  if (table.withoutRowid || name === undefined || second !== undefined) return null
  const column = table.columns.find((item) => item.name === name)
  return column !== undefined && canonicalType(column.type) === 'integer' ? name : null
}

/** The columns that the table's own form makes NOT NULL, and the one whose values are the rowids. */
interface Implied {
  readonly notNull: readonly string[]
  readonly rowid: string | null
}

const impliedBy = (table: Table): Implied => {
  const rowid = rowidAlias(table)
  const isStrict = table.strict || table.withoutRowid
  return { rowid, notNull: isStrict ? primaryKeyOf(table) : rowid === null ? [] : [rowid] }
}

/** Whether the table's own form makes the column NOT NULL. https://sqlite.org/stricttables.html */
export const impliesNotNull = (table: Table, column: string): boolean =>
  impliedBy(table).notNull.includes(column)

const withSql = (expression: Expression, sql: string): Expression =>
  sql === expression.sql && expression.printed === undefined ? expression : { sql }

const inTable = ({ name }: Table, expression: Expression): Expression => {
  const { sql } = expression
  return withSql(
    expression,
    stripParentheses(sql.includes('.') ? dropQualifier(sql, name, null) : sql),
  )
}

const normalizeDefault = (expression: Expression | null): Expression | null => {
  const sql = expression === null ? null : canonicalDefault(expression.sql)
  return expression === null || sql === null ? null : withSql(expression, sql)
}

const normalizeColumn = (table: Table, column: Column, implied: Implied): Column =>
  having(column, {
    type: canonicalType(column.type),
    nullable: column.nullable && !implied.notNull.includes(column.name),
    default: normalizeDefault(column.default),
    generated:
      column.generated &&
      having(column.generated, {
        expression: inTable(table, column.generated.expression),
      }),
    identity: null,
    autoincrement: column.autoincrement && implied.rowid === column.name,
    collation: canonicalCollation(column.collation),
  })

const collationOfKey = (table: Table, key: IndexKey): string | null => {
  if (key.collation === null) return null
  const collation = canonicalCollation(key.collation)
  const column = table.columns.find((item) => item.name === key.column)
  if (column === undefined) return collation
  return collation === canonicalCollation(column.collation) ? null : (collation ?? 'BINARY')
}

const normalizeKey = (table: Table, key: IndexKey): IndexKey =>
  having(key, {
    expression: key.expression && inTable(table, key.expression),
    nulls: null,
    opclass: null,
    opclassParameters: indexKeyDefaults.opclassParameters,
    collation: collationOfKey(table, key),
  })

const normalizeIndex = (table: Table, index: Index): Index =>
  having(index, {
    keys: mapSame(index.keys, (key) => normalizeKey(table, key)),
    where: index.where && inTable(table, index.where),
    method: indexDefaults.method,
    include: indexDefaults.include,
    nullsNotDistinct: false,
    with: indexDefaults.with,
  })

const uniqueAsIndex = (unique: Unique): Index => ({
  ...indexDefaults,
  name: unique.name,
  named: unique.named,
  unique: true,
  keys: unique.columns.map((column) => ({ ...indexKeyDefaults, column })),
  origin: 'constraint',
})

const normalizeConstraint = (table: Table, item: Constraint): Constraint =>
  item.kind === 'check' ? having(item, { expression: inTable(table, item.expression) }) : item

const normalizeTable = rememberNormal((table: Table): Table => {
  const uniques = table.constraints.filter((item) => item.kind === 'unique')
  const [constraints, indexes] =
    uniques.length === 0
      ? [table.constraints, table.indexes]
      : [
          table.constraints.filter(({ kind }) => kind !== 'unique'),
          [...table.indexes, ...uniques.map(uniqueAsIndex)],
        ]
  const implied = impliedBy(table)
  return having(table, {
    columns: mapSame(table.columns, (column) => normalizeColumn(table, column, implied)),
    constraints: mapSame(constraints, (item) => normalizeConstraint(table, item)),
    indexes: mapSame(indexes, (index) => normalizeIndex(table, index)),
  })
})

/** Brings a schema into SQLite's normal form. Idempotent. */
export const normalize = (schema: Schema): Schema => ({
  ...schema,
  tables: schema.tables.map(normalizeTable),
  views: schema.views.map((view) => ({
    ...view,
    definition: { sql: stripParentheses(view.definition.sql) },
  })),
})

/** The actual spelling of a name that SQLite would find under another case. */
export const actualName = (
  names: readonly { readonly name: string }[],
  written: string,
): string => {
  const exact = names.some(({ name }) => name === written)
  if (exact) return written
  return names.find(({ name }) => sameFolded(name, written))?.name ?? written
}
