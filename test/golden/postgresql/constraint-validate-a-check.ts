/**
 * validate a check
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.dropConstraint('users', 'users_check')
  op.addConstraint('users', { kind: 'check', name: 'users_check', expression: 'age >= 0' }) // DK204: fails on rows that break it; DK404: blocks writes
}

export function downgrade(op: Operations): void {
  op.dropConstraint('users', 'users_check')
  op.addConstraint('users', {
    kind: 'check',
    name: 'users_check',
    expression: 'age >= 0',
    notValid: true,
  })
}
