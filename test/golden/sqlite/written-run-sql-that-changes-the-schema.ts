/**
 * run SQL that changes the schema
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.sql('alter table users add column age integer', 'alter table users drop column age', {
    effects: (op) => {
      op.addColumn('users', { name: 'age', type: 'integer' })
    },
  })
}

export function downgrade(op: Operations): void {
  op.sql('alter table users drop column age', 'alter table users add column age integer', {
    effects: (op) => {
      op.dropColumn('users', 'age')
    },
  })
}
