/**
 * repeat an exclusion constraint
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.createTable({
    name: 'users',
    columns: [
      { name: 'id', type: 'integer', nullable: false },
      { name: 'span', type: 'int4range' },
    ],
    constraints: [
      { kind: 'primaryKey', name: 'users_pkey', columns: ['id'] },
      { kind: 'exclude', name: 'users_excl', definition: 'USING gist (span WITH &&)' },
      { kind: 'exclude', name: 'users_excl_too', definition: 'USING gist (span WITH &&)' },
    ],
  })
}

export function downgrade(op: Operations): void {
  op.dropTable('users') // DK101: deletes data
}
