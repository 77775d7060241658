/**
 * change a column to a new enum while the old one loses a value
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.createEnum({ name: 'level', values: ['high', 'ok', 'low'] })
  op.dropConstraint('users', 'users_check')
  op.alterColumn(
    'users',
    'second',
    { type: 'level', default: "'low'" },
    { using: '"second"::text::level' },
  ) // DK207: fails on values that do not fit; DK402: rewrites the table
  op.alterEnum('mood', { values: ['ok', 'high'] }) // DK103: removes enum values; DK408: rewrites tables
  op.addConstraint('users', {
    kind: 'check',
    name: 'users_check',
    expression: "second <> 'low' or first <> 'ok' or id > 0",
  }) // DK204: fails on rows that break it; DK404: blocks writes
}

export function downgrade(op: Operations): void {
  op.dropConstraint('users', 'users_check')
  op.alterEnum('mood', { values: ['ok', 'high', 'sad'] }) // DK408: rewrites tables
  op.alterColumn(
    'users',
    'second',
    { type: 'mood', default: "'sad'" },
    { using: '"second"::text::mood' },
  ) // DK207: fails on values that do not fit; DK402: rewrites the table
  op.addConstraint('users', {
    kind: 'check',
    name: 'users_check',
    expression: "second <> 'sad' or first <> 'ok' or id > 0",
  }) // DK204: fails on rows that break it; DK404: blocks writes
  op.dropEnum('level')
}
