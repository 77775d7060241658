/**
 * change the values of two enums that stand together
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.dropView('those')
  op.dropIndex('users', 'users_x_idx')
  op.dropConstraint('users', 'users_check')
  op.dropConstraint('users', 'users_some_key')
  op.alterColumn('users', 'xs', { default: null })
  op.alterColumn('users', 'both', { generated: null })
  op.alterColumn('users', 'y', { default: null })
  op.alterColumn('users', 'some', { generated: null })
  op.alterColumn('users', 'x', { default: null })
  op.alterEnum('aa', { values: ['ok', 'high', 'r'] }) // DK103: removes enum values; DK408: rewrites tables
  op.alterEnum('bb', { values: ['s', 'ok', 'high'] }) // DK103: removes enum values; DK408: rewrites tables
  op.alterColumn('users', 'x', { default: "'r'" })
  op.alterColumn('users', 'y', { default: "'s'" })
  op.alterColumn('users', 'xs', { default: "'{r}'" })
  op.alterColumn('users', 'both', { generated: { expression: "x = 'r' and y = 's'" } })
  op.alterColumn('users', 'some', { generated: { expression: "coalesce(x, 'r')" } })
  op.addConstraint('users', { kind: 'unique', name: 'users_some_key', columns: ['some', 'id'] }) // DK203: fails on duplicates; DK407: blocks the table
  op.addConstraint('users', {
    kind: 'check',
    name: 'users_check',
    expression: "x <> 'r' or y <> 's' or id > 0",
  }) // DK204: fails on rows that break it; DK404: blocks writes
  op.createIndex('users', { name: 'users_x_idx', keys: ['x'], where: "y = 's'" }) // DK401: blocks writes
  op.createView({ name: 'those', definition: "select x, y from users where x = 'r' or y = 's'" })
}

export function downgrade(op: Operations): void {
  op.dropView('those')
  op.dropIndex('users', 'users_x_idx')
  op.dropConstraint('users', 'users_check')
  op.dropConstraint('users', 'users_some_key')
  op.alterColumn('users', 'some', { generated: null })
  op.alterColumn('users', 'both', { generated: null })
  op.alterColumn('users', 'xs', { default: null })
  op.alterColumn('users', 'y', { default: null })
  op.alterColumn('users', 'x', { default: null })
  op.alterEnum('bb', { values: ['ok', 'high', 'q'] }) // DK103: removes enum values; DK408: rewrites tables
  op.alterEnum('aa', { values: ['ok', 'high', 'p'] }) // DK103: removes enum values; DK408: rewrites tables
  op.alterColumn('users', 'x', { default: "'p'" })
  op.alterColumn('users', 'some', { generated: { expression: "coalesce(x, 'p')" } })
  op.alterColumn('users', 'y', { default: "'q'" })
  op.alterColumn('users', 'both', { generated: { expression: "x = 'p' and y = 'q'" } })
  op.alterColumn('users', 'xs', { default: "'{p}'" })
  op.addConstraint('users', { kind: 'unique', name: 'users_some_key', columns: ['some', 'id'] }) // DK203: fails on duplicates; DK407: blocks the table
  op.addConstraint('users', {
    kind: 'check',
    name: 'users_check',
    expression: "x <> 'p' or y <> 'q' or id > 0",
  }) // DK204: fails on rows that break it; DK404: blocks writes
  op.createIndex('users', { name: 'users_x_idx', keys: ['x'], where: "y = 'q'" }) // DK401: blocks writes
  op.createView({ name: 'those', definition: "select x, y from users where x = 'p' or y = 'q'" })
}
