/**
 * drop a column with its exclusion constraint
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.dropConstraint('users', 'users_excl') // DK304: removes a guarantee
  op.dropColumn('users', 'span') // DK102: deletes data
}

export function downgrade(op: Operations): void {
  op.addColumn('users', { name: 'span', type: 'int4range' })
  op.addConstraint('users', {
    kind: 'exclude',
    name: 'users_excl',
    definition: 'USING gist (span WITH &&)',
  }) // DK203: fails on duplicates; DK407: blocks the table
}
