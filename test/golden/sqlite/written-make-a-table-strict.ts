/**
 * make a table strict
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.alterTable('users', { strict: true }) // DK208: fails on values of another type; DK601: rebuilds the table
}

export function downgrade(op: Operations): void {
  op.alterTable('users', { strict: false }) // DK601: rebuilds the table
}
