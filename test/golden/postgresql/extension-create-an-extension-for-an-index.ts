/**
 * create an extension for an index
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.createExtension('pg_trgm')
  op.createIndex('notes', {
    name: 'words',
    keys: [{ column: 'body', opclass: 'gin_trgm_ops' }],
    method: 'gin',
  }) // DK401: blocks writes
}

export function downgrade(op: Operations): void {
  op.dropIndex('notes', 'words')
  op.dropExtension('pg_trgm') // DK106: drops an extension
}
