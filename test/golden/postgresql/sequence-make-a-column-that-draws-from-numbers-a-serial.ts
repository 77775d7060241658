/**
 * make a column that draws from numbers a serial
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.alterColumn('users', 'number', { type: 'serial', default: null }) // DK207: fails on values that do not fit; DK402: rewrites the table
  op.dropSequence('numbers')
}

export function downgrade(op: Operations): void {
  op.createSequence({ name: 'numbers', start: '5', cache: '3' })
  op.alterColumn('users', 'number', { type: 'bigint', default: "nextval('numbers')" }) // DK402: rewrites the table
}
