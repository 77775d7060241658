/**
 * create an extension with the column that needs it
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.createExtension('citext')
  op.addColumn('users', { name: 'email', type: 'citext' })
}

export function downgrade(op: Operations): void {
  op.dropColumn('users', 'email') // DK102: deletes data
  op.dropExtension('citext') // DK106: drops an extension
}
