/**
 * add and move enum values
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.alterEnum('mood', { values: ['z', 'new', 'y'] }) // DK408: rewrites tables
  op.alterColumn('users', 'mood', { default: "'new'" })
}

export function downgrade(op: Operations): void {
  op.alterColumn('users', 'mood', { default: null })
  op.alterEnum('mood', { values: ['y', 'z'] }) // DK103: removes enum values; DK408: rewrites tables
}
