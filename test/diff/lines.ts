/** What a diff says, checked to lead there and back. */
import { expect } from 'vitest'
import { diff } from '../../src/diff/index.ts'
import { applyAll, describe as line, reverseAll } from '../../src/operations/index.ts'
import { equalSchemas } from '../../src/schema/equal.ts'
import { completeSchema } from '../../src/schema/spec.ts'
import type { ColumnSpec, ConstraintSpec, SchemaSpec, TableSpec } from '../../src/schema/spec.ts'
import { postgresSpace } from '../support/schema-space.ts'

/** The operations' lines. */
export const lines = (
  before: SchemaSpec,
  after: SchemaSpec,
  features = postgresSpace.features,
): readonly string[] => {
  const [from, to] = [completeSchema(before), completeSchema(after)]
  const operations = diff(from, to, { features, renames: [] })
  expect(equalSchemas(applyAll(from, operations), to)).toBe(true)
  expect(equalSchemas(applyAll(to, reverseAll(operations, from)), from)).toBe(true)
  return operations.map(line)
}

export const id: ColumnSpec = { name: 'id', type: 'integer', nullable: false }

const foreignKey = (table: string, target: string): ConstraintSpec => ({
  kind: 'foreignKey',
  name: `${table}_${target}_fk`,
  columns: [`${target}_id`],
  references: { table: target, columns: ['id'] },
})

/** A table with a key, and a foreign key to each target. */
export const table = (
  name: string,
  targets: readonly string[] = [],
  rest: Partial<TableSpec> = {},
) => ({
  name,
  columns: [id, ...targets.map((target) => ({ name: `${target}_id`, type: 'integer' }))],
  constraints: [
    { kind: 'primaryKey', name: `${name}_pkey`, columns: ['id'] } as const,
    ...targets.map((target) => foreignKey(name, target)),
  ],
  ...rest,
})
