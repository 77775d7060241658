/**
 * rename an enum with a value of it and change its values
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.renameEnum('word', 'term') // DK301: breaks running code
  op.renameEnumValue('term', 'z', 'w') // DK307: breaks running code
  op.alterEnum('term', { values: ['y', 'w', 'x'] })
}

export function downgrade(op: Operations): void {
  op.alterEnum('term', { values: ['y', 'w'] }) // DK103: removes enum values; DK408: rewrites tables
  op.renameEnumValue('term', 'w', 'z') // DK307: breaks running code
  op.renameEnum('term', 'word') // DK301: breaks running code
}
