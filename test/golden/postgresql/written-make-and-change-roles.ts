/**
 * make and change roles
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.createRole({ name: 'writer', createDb: true })
  op.alterRole('editor', { createRole: true })
  op.dropRole('reader')
}

export function downgrade(op: Operations): void {
  op.createRole({ name: 'reader', inherit: false })
  op.alterRole('editor', { createRole: false })
  op.dropRole('writer')
}
