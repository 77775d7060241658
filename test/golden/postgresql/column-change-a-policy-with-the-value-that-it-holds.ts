/**
 * change a policy with the value that it holds
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.dropPolicy('users', 'some') // DK310: changes who sees which rows
  op.alterEnum('mood', { values: ['ok', 'high', 'low'] }) // DK103: removes enum values; DK408: rewrites tables
  op.createPolicy('users', { name: 'some', using: "mood = 'low'" })
}

export function downgrade(op: Operations): void {
  op.dropPolicy('users', 'some') // DK310: changes who sees which rows
  op.alterEnum('mood', { values: ['ok', 'high', 'sad'] }) // DK103: removes enum values; DK408: rewrites tables
  op.createPolicy('users', { name: 'some', using: "mood = 'sad'" })
}
