/**
 * use a new value in a generated column
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.alterEnum('mood', { values: ['sad', 'ok', 'happy', 'glad'] }) // DK408: rewrites tables
  op.addColumn('users', { name: 'is', type: 'boolean', generated: { expression: "mood = 'glad'" } }) // DK405: rewrites the table
}

export function downgrade(op: Operations): void {
  op.dropColumn('users', 'is')
  op.alterEnum('mood', { values: ['sad', 'ok', 'happy'] }) // DK103: removes enum values; DK408: rewrites tables
}
