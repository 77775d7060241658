/**
 * rename a column under policies
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.dropPolicy('posts', 'members') // DK310: changes who sees which rows
  op.renameColumn('posts', 'author', 'writer') // DK302: breaks running code
  op.createPolicy('posts', {
    name: 'members',
    for: 'select',
    using: 'exists (select 1 from users where users.name = posts.writer)',
  })
}

export function downgrade(op: Operations): void {
  op.dropPolicy('posts', 'members') // DK310: changes who sees which rows
  op.renameColumn('posts', 'writer', 'author') // DK302: breaks running code
  op.createPolicy('posts', {
    name: 'members',
    for: 'select',
    using: 'exists (select 1 from users where users.name = posts.author)',
  })
}
