import { schema, schemaSql } from '../../commands/schema.ts'
import { show } from '../../schema/names.ts'
import { compactSchema } from '../../schema/spec.ts'
import type { Column, Constraint, Index, Schema, Table } from '../../schema/types.ts'
import { textArgument } from '../invocation.ts'
import type { Invocation } from '../invocation.ts'
import type { Report } from '../report.ts'
import { inEnvironment } from './environment.ts'

const columnLine = (column: Column): string =>
  [
    `  ${column.name} ${column.type}`,
    column.nullable ? '' : ' not null',
    column.default === null ? '' : ` default ${column.default.sql}`,
    column.generated === null ? '' : ` generated as (${column.generated.expression.sql})`,
    column.identity === null ? '' : ' identity',
  ].join('')

const constraintLine = (constraint: Constraint): string => {
  switch (constraint.kind) {
    case 'check':
      return `  check ${constraint.name}: ${constraint.expression.sql}`
    case 'exclude':
      return `  exclude ${constraint.name}: ${constraint.definition.sql}`
    case 'foreignKey': {
      const { table, columns } = constraint.references
      return `  foreign key ${constraint.name} (${constraint.columns.join(', ')}) to ${show(table)} (${columns.join(', ')})`
    }
    case 'unique':
      return `  unique ${constraint.name} (${constraint.columns.join(', ')})`
    case 'primaryKey':
      return `  primary key (${constraint.columns.join(', ')})`
  }
}

const indexLine = (index: Index): string =>
  `  ${index.unique ? 'unique index' : 'index'} ${index.name} (${index.keys.map((key) => key.column ?? key.expression?.sql ?? '').join(', ')})${index.where === null ? '' : ` where ${index.where.sql}`}`

const tableLines = (table: Table): readonly string[] => [
  `table ${show(table)}`,
  ...table.columns.map(columnLine),
  ...table.constraints.map(constraintLine),
  ...table.indexes.map(indexLine),
  '',
]

const schemaLines = (found: Schema): readonly string[] => [
  ...found.extensions.map(
    ({ name, namespace }) => `extension ${name}${namespace === null ? '' : ` in ${namespace}`}`,
  ),
  ...found.roles.map(({ name }) => `role ${name}`),
  ...found.namespaces.map(({ name }) => `namespace ${name}`),
  ...found.enums.map((item) => `enum ${show(item)} (${item.values.join(', ')})`),
  ...found.tables.flatMap(tableLines),
  ...found.views.flatMap((view) => [
    `view ${show(view)}: ${view.definition.sql}`,
    ...view.indexes.map(indexLine),
  ]),
]

export const run = (invocation: Invocation): Promise<Report> =>
  inEnvironment(invocation, async (environment) => {
    const found = await schema(environment, textArgument(invocation, 0) ?? 'models')
    const text =
      invocation.format === 'sql'
        ? (await schemaSql(environment, found)).map((sql) => `${sql};`)
        : schemaLines(found)
    return { exitCode: 0, json: compactSchema(found), text }
  })
