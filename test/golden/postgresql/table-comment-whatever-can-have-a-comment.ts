/**
 * comment whatever can have a comment
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.commentOn({ namespace: 'auth' }, 'Noted')
  op.commentOn({ enum: 'mood' }, 'Noted')
  op.commentOn({ sequence: { namespace: 'auth', name: 'numbers' } }, 'Noted')
  op.commentOn({ table: { namespace: 'auth', name: 'users' }, constraint: 'users_check' }, 'Noted')
  op.commentOn({ table: { namespace: 'auth', name: 'users' }, index: 'users_age_idx' }, 'Noted')
  op.commentOn({ table: { namespace: 'auth', name: 'users' }, policy: 'own' }, 'Noted')
  op.commentOn({ view: 'counted' }, 'Noted')
}

export function downgrade(op: Operations): void {
  op.commentOn({ view: 'counted' }, null)
  op.commentOn({ table: { namespace: 'auth', name: 'users' }, policy: 'own' }, null)
  op.commentOn({ table: { namespace: 'auth', name: 'users' }, index: 'users_age_idx' }, null)
  op.commentOn({ table: { namespace: 'auth', name: 'users' }, constraint: 'users_check' }, null)
  op.commentOn({ sequence: { namespace: 'auth', name: 'numbers' } }, null)
  op.commentOn({ enum: 'mood' }, null)
  op.commentOn({ namespace: 'auth' }, null)
}
