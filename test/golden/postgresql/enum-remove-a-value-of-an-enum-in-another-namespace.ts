/**
 * remove a value of an enum in another namespace
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.alterEnum({ namespace: 'auth', name: 'role' }, { values: ['ok', 'sad'] }) // DK103: removes enum values; DK408: rewrites tables
}

export function downgrade(op: Operations): void {
  op.alterEnum({ namespace: 'auth', name: 'role' }, { values: ['sad', 'ok', 'happy'] }) // DK408: rewrites tables
}
