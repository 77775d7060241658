/**
 * create an extension in a namespace of its own
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.createNamespace('extensions')
  op.createExtension('citext', { namespace: 'extensions' })
  op.createExtension('pg_trgm', { namespace: 'extensions' })
  op.createTable({
    name: 'users',
    columns: [
      { name: 'id', type: 'integer', nullable: false },
      { name: 'email', type: 'citext' },
    ],
    constraints: [{ kind: 'primaryKey', name: 'users_pkey', columns: ['id'] }],
  })
  op.createIndex('notes', {
    name: 'words',
    keys: [{ column: 'body', opclass: 'gin_trgm_ops' }],
    method: 'gin',
  }) // DK401: blocks writes
}

export function downgrade(op: Operations): void {
  op.dropIndex('notes', 'words')
  op.dropTable('users') // DK101: deletes data
  op.dropExtension('pg_trgm') // DK106: drops an extension
  op.dropExtension('citext') // DK106: drops an extension
  op.dropNamespace('extensions') // DK104: drops a namespace
}
