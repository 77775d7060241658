/**
 * change a column that a policy of another table reads
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.dropPolicy('posts', 'members')
  op.alterColumn('users', 'name', { type: 'character varying(50)' }) // DK207: fails on values that do not fit; DK402: rewrites the table
  op.createPolicy('posts', {
    name: 'members',
    for: 'select',
    using: 'exists (select 1 from users where users.name = posts.author)',
  })
}

export function downgrade(op: Operations): void {
  op.dropPolicy('posts', 'members')
  op.alterColumn('users', 'name', { type: 'text' })
  op.createPolicy('posts', {
    name: 'members',
    for: 'select',
    using: 'exists (select 1 from users where users.name = posts.author)',
  })
}
