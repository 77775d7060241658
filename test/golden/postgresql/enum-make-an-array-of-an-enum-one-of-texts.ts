/**
 * make an array of an enum one of texts
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.alterColumn('users', 'word', { type: 'text[]' }) // DK207: fails on values that do not fit; DK402: rewrites the table
  op.dropEnum('word')
}

export function downgrade(op: Operations): void {
  op.createEnum({ name: 'word', values: ['y', 'z'] })
  op.alterColumn('users', 'word', { type: 'word[]' }, { using: '"word"::text[]::word[]' }) // DK207: fails on values that do not fit; DK402: rewrites the table
}
