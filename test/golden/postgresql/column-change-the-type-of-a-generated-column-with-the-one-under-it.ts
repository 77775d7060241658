/**
 * change the type of a generated column with the one under it
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.alterColumn('users', 'known', { generated: null })
  op.alterColumn('users', 'mood', { type: 'text' }) // DK402: rewrites the table
  op.alterColumn('users', 'known', { type: 'text', generated: { expression: 'mood' } }) // DK402: rewrites the table
}

export function downgrade(op: Operations): void {
  op.alterColumn(
    'users',
    'known',
    { type: 'integer', generated: null },
    { using: '"known"::integer' },
  ) // DK207: fails on values that do not fit; DK402: rewrites the table
  op.alterColumn('users', 'mood', { type: 'integer' }, { using: '"mood"::integer' }) // DK207: fails on values that do not fit; DK402: rewrites the table
  op.alterColumn('users', 'known', { generated: { expression: 'mood' } })
}
