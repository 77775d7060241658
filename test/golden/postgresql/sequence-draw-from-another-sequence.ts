/**
 * draw from another sequence
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.createSequence({ name: 'others' })
  op.alterColumn('users', 'number', { default: "nextval('others')" })
  op.dropSequence('numbers') // DK107: drops a counter
}

export function downgrade(op: Operations): void {
  op.createSequence({ name: 'numbers' })
  op.alterColumn('users', 'number', { default: "nextval('numbers')" })
  op.dropSequence('others') // DK107: drops a counter
}
