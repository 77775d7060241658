/**
 * drop a cycle of three
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.dropConstraint('a', 'a_parent_id_fk') // DK601: rebuilds the table
  op.dropTable('b') // DK101: deletes data
  op.dropTable('c') // DK101: deletes data
  op.dropTable('a') // DK101: deletes data
}

export function downgrade(op: Operations): void {
  op.createTable({
    name: 'a',
    columns: [
      { name: 'id', type: 'integer', nullable: false },
      { name: 'parent_id', type: 'integer' },
    ],
    constraints: [{ kind: 'primaryKey', name: 'a_pkey', columns: ['id'] }],
  })
  op.createTable({
    name: 'c',
    columns: [
      { name: 'id', type: 'integer', nullable: false },
      { name: 'parent_id', type: 'integer' },
    ],
    constraints: [
      { kind: 'primaryKey', name: 'c_pkey', columns: ['id'] },
      {
        kind: 'foreignKey',
        name: 'c_parent_id_fk',
        columns: ['parent_id'],
        references: { table: 'a', columns: ['id'] },
      },
    ],
  })
  op.createTable({
    name: 'b',
    columns: [
      { name: 'id', type: 'integer', nullable: false },
      { name: 'parent_id', type: 'integer' },
    ],
    constraints: [
      { kind: 'primaryKey', name: 'b_pkey', columns: ['id'] },
      {
        kind: 'foreignKey',
        name: 'b_parent_id_fk',
        columns: ['parent_id'],
        references: { table: 'c', columns: ['id'] },
      },
    ],
  })
  op.addConstraint('a', {
    kind: 'foreignKey',
    name: 'a_parent_id_fk',
    columns: ['parent_id'],
    references: { table: 'b', columns: ['id'] },
  })
}
