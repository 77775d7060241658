/**
 * change what only names a value that goes
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.dropView('one')
  op.dropPolicy('users', 'some') // DK310: changes who sees which rows
  op.dropIndex('users', 'some')
  op.dropConstraint('users', 'users_check')
  op.alterColumn('users', 'note', { default: null })
  op.alterColumn('users', 'known', { generated: null })
  op.alterEnum('mood', { values: ['low', 'ok'] }) // DK103: removes enum values
  op.alterColumn('users', 'note', { default: "('low'::mood)::text" })
  op.alterColumn('users', 'known', { generated: { expression: "'low'::mood <> 'ok'" } })
  op.addConstraint('users', {
    kind: 'check',
    name: 'users_check',
    expression: "'low'::mood <> 'ok' or id > 0",
  }) // DK204: fails on rows that break it; DK404: blocks writes
  op.createIndex('users', { name: 'some', keys: ['id'], where: "'low'::mood <> 'ok'" }) // DK401: blocks writes
  op.createPolicy('users', { name: 'some', using: "'low'::mood <> 'ok'" })
  op.createView({ name: 'one', definition: "select 'low'::mood as it" })
}

export function downgrade(op: Operations): void {
  op.dropView('one')
  op.dropPolicy('users', 'some') // DK310: changes who sees which rows
  op.dropIndex('users', 'some')
  op.dropConstraint('users', 'users_check')
  op.alterColumn('users', 'known', { generated: null })
  op.alterColumn('users', 'note', { default: null })
  op.alterEnum('mood', { values: ['sad', 'ok'] }) // DK103: removes enum values
  op.alterColumn('users', 'known', { generated: { expression: "'sad'::mood <> 'ok'" } })
  op.alterColumn('users', 'note', { default: "('sad'::mood)::text" })
  op.addConstraint('users', {
    kind: 'check',
    name: 'users_check',
    expression: "'sad'::mood <> 'ok' or id > 0",
  }) // DK204: fails on rows that break it; DK404: blocks writes
  op.createIndex('users', { name: 'some', keys: ['id'], where: "'sad'::mood <> 'ok'" }) // DK401: blocks writes
  op.createPolicy('users', { name: 'some', using: "'sad'::mood <> 'ok'" })
  op.createView({ name: 'one', definition: "select 'sad'::mood as it" })
}
