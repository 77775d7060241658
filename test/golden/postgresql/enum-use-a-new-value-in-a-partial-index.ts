/**
 * use a new value in a partial index
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
  op.createIndex('users', { name: 'glad', keys: ['id'], where: "mood = 'glad'" }) // DK401: blocks writes
}

export function downgrade(op: Operations): void {
  op.dropIndex('users', 'glad')
  op.alterEnum('mood', { values: ['sad', 'ok', 'happy'] }) // DK103: removes enum values; DK408: rewrites tables
}
