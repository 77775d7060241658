/** What in a schema uses a column or a table: the reasons why it cannot go, and what a rename rewrites. */
import { DiffkitError } from '../errors.ts'
import { mapTableExpressions, withoutPrint } from '../schema/expressions.ts'
import { objectName, qualified, sameName, show } from '../schema/names.ts'
import type {
  Constraint,
  Expression,
  ForeignKey,
  Index,
  ObjectName,
  Policy,
  Schema,
  Table,
} from '../schema/types.ts'
import { mentions } from '../util/tokens.ts'

/** The expressions of one index: keys and predicate. */
export const indexExpressions = (index: Index): readonly Expression[] =>
  [...index.keys.map((key) => key.expression), index.where].filter((item) => item !== null)

export const indexUsesColumn = (index: Index, column: string): boolean =>
  index.keys.some((key) => key.column === column) ||
  index.include.includes(column) ||
  indexExpressions(index).some(({ sql }) => mentions(sql, column))

/** The columns that a constraint names, in SQL aside. */
export const constraintColumns = (constraint: Constraint): readonly string[] => [
  ...('columns' in constraint ? constraint.columns : []),
  ...('include' in constraint ? constraint.include : []),
]

/** The expressions of one constraint. */
export const constraintExpressions = (constraint: Constraint): readonly Expression[] => {
  if (constraint.kind === 'check') return [constraint.expression]
  return constraint.kind === 'exclude' ? [constraint.definition] : []
}

export const constraintUsesColumn = (constraint: Constraint, column: string): boolean =>
  constraintColumns(constraint).includes(column) ||
  constraintExpressions(constraint).some(({ sql }) => mentions(sql, column))

/** The expressions of one policy. */
export const policyExpressions = ({ using, withCheck }: Policy): readonly Expression[] =>
  [using, withCheck].filter((item) => item !== null)

/** Whether a policy's expressions mention a column. */
export const policyUsesColumn = (policy: Policy, column: string): boolean =>
  policyExpressions(policy).some(({ sql }) => mentions(sql, column))

/** Foreign keys anywhere that point at a table, with the table that holds each. */
export const foreignKeysTo = (
  schema: Schema,
  target: ObjectName,
): readonly { readonly table: Table; readonly foreignKey: ForeignKey }[] => {
  const address = objectName(qualified(target))
  const found: { readonly table: Table; readonly foreignKey: ForeignKey }[] = []
  // Every operation on a column asks this of the whole schema: no list is made on the way.
  for (const table of schema.tables) {
    for (const item of table.constraints) {
      if (item.kind === 'foreignKey' && sameName(item.references.table, address)) {
        found.push({ table, foreignKey: item })
      }
    }
  }
  return found
}

const columnUsers = (schema: Schema, table: Table, column: string): readonly string[] => [
  ...table.indexes
    .filter((index) => indexUsesColumn(index, column))
    .map((index) => `index ${index.name}`),
  ...table.constraints
    .filter((constraint) => constraintUsesColumn(constraint, column))
    .map((constraint) => `constraint ${constraint.name}`),
  ...table.columns
    .filter(({ name, generated }) => name !== column && generated !== null)
    .filter(({ generated }) => mentions(generated?.expression.sql ?? '', column))
    .map(({ name }) => `generated column ${name}`),
  ...table.policies
    .filter((policy) => policyUsesColumn(policy, column))
    .map((policy) => `policy ${policy.name}`),
  ...foreignKeysTo(schema, table)
    .filter(({ foreignKey }) => foreignKey.references.columns.includes(column))
    .map((user) => `foreign key ${user.foreignKey.name} of ${show(user.table)}`),
]

/** Throws while an index, a constraint, a generated column or a foreign key uses the column. */
export const requireUnusedColumn = (schema: Schema, table: Table, column: string): void => {
  const [by] = columnUsers(schema, table, column)
  if (by !== undefined) {
    throw new DiffkitError('OBJECT_IN_USE', {
      kind: 'Column',
      name: `${show(table)}.${column}`,
      by,
    })
  }
}

/** Throws while a foreign key of another table points at the table. */
export const requireUnreferenced = (schema: Schema, table: Table): void => {
  const user = foreignKeysTo(schema, table).find((item) => !sameName(item.table, table))
  if (user !== undefined) {
    throw new DiffkitError('OBJECT_IN_USE', {
      kind: 'Table',
      name: show(table),
      by: `foreign key ${user.foreignKey.name} of ${show(user.table)}`,
    })
  }
}

/** The table with every one of its expressions rewritten; a rewritten one forgets its print. */
export const rewriteExpressions = (table: Table, rewrite: (sql: string) => string): Table =>
  mapTableExpressions(table, (expression) => {
    const sql = rewrite(expression.sql)
    return sql === expression.sql ? expression : { sql }
  })

/** Prints depend on the column's type: those that mention it are forgotten. */
export const forgetPrints = (table: Table, column: string): Table =>
  mapTableExpressions(table, (expression, place) =>
    place.part === column || mentions(expression.sql, column)
      ? withoutPrint(expression)
      : expression,
  )

/** The schema with every foreign key that points at a table changed by `edit`. */
export const editForeignKeysTo = (
  schema: Schema,
  target: ObjectName,
  edit: (references: ForeignKey['references']) => ForeignKey['references'],
): Schema => ({
  ...schema,
  tables: schema.tables.map((table) => ({
    ...table,
    constraints: table.constraints.map((item) =>
      item.kind === 'foreignKey' && sameName(item.references.table, target)
        ? { ...item, references: edit(item.references) }
        : item,
    ),
  })),
})

/** A text for people that may have several lines, where one is wanted. */
export const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ')

/** A column's address for people: `users.age`. */
export const showPart = (table: ObjectName, part: string): string =>
  `${show(qualified(table))}.${part}`
