/**
 * change the command of a policy
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.dropPolicy('posts', 'own posts') // DK310: changes who sees which rows
  op.createPolicy('posts', { name: 'own posts', for: 'update', using: 'author = current_user' })
}

export function downgrade(op: Operations): void {
  op.dropPolicy('posts', 'own posts') // DK310: changes who sees which rows
  op.createPolicy('posts', { name: 'own posts', using: 'author = current_user' })
}
