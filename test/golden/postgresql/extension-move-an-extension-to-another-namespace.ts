/**
 * move an extension to another namespace
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.createNamespace('tools')
  op.alterExtension('citext', { namespace: 'tools' })
  op.addColumn('users', { name: 'emails', type: 'citext[]', default: "'{}'" })
  op.dropNamespace('extensions') // DK104: drops a namespace
}

export function downgrade(op: Operations): void {
  op.createNamespace('extensions')
  op.dropColumn('users', 'emails') // DK102: deletes data
  op.alterExtension('citext', { namespace: 'extensions' })
  op.dropNamespace('tools') // DK104: drops a namespace
}
