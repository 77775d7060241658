/**
 * use a new enum value in SQL
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
  op.sql("update users set mood = 'glad' where mood = 'happy'", 'select 1')
}

export function downgrade(op: Operations): void {
  op.sql('select 1', "update users set mood = 'glad' where mood = 'happy'")
  op.alterEnum('mood', { values: ['sad', 'ok', 'happy'] }) // DK103: removes enum values; DK408: rewrites tables
}
