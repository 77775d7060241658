/**
 * remove a value of an enum with an odd name
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.alterEnum('Order', { values: ['c,{d}', 'a "b"', "it's"] }) // DK103: removes enum values; DK408: rewrites tables
}

export function downgrade(op: Operations): void {
  op.alterEnum('Order', { values: ["it's", 'a "b"', 'c,{d}', 'gone'] }) // DK408: rewrites tables
}
