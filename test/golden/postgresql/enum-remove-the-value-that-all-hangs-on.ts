/**
 * remove the value that all hangs on
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.dropView('counted')
  op.dropView('those')
  op.dropView('these')
  op.dropIndex('users', 'is')
  op.dropIndex('users', 'some')
  op.dropConstraint('users', 'users_check')
  op.alterColumn('users', 'moods', { default: null })
  op.alterColumn('users', 'is_it', { generated: null })
  op.alterColumn('users', 'mood', { default: null })
  op.alterEnum('mood', { values: ['sad', 'ok', 'glad'] }) // DK103: removes enum values; DK408: rewrites tables
  op.alterColumn('users', 'mood', { default: "'glad'" })
  op.alterColumn('users', 'moods', { default: "'{glad,ok}'" })
  op.alterColumn('users', 'is_it', { generated: { expression: "mood = 'glad'" } })
  op.addConstraint('users', {
    kind: 'check',
    name: 'users_check',
    expression: "mood <> 'glad' or mood in ('glad', 'ok') or note = 'sad'",
  }) // DK204: fails on rows that break it; DK404: blocks writes
  op.createIndex('users', { name: 'is', keys: [{ expression: "mood = 'glad'" }] }) // DK401: blocks writes
  op.createIndex('users', {
    name: 'some',
    keys: ['mood'],
    where: "mood = 'glad' and note <> 'sad'",
  }) // DK401: blocks writes
  op.createView({
    name: 'these',
    definition: "select id, mood, note from users where mood = 'glad' and note <> 'sad'",
  })
  op.createView({ name: 'those', definition: 'select id, mood from these' })
  op.createView({
    name: 'counted',
    definition: "select count(*) as n from those where mood = 'glad'",
  })
}

export function downgrade(op: Operations): void {
  op.dropView('counted')
  op.dropView('those')
  op.dropView('these')
  op.dropIndex('users', 'some')
  op.dropIndex('users', 'is')
  op.dropConstraint('users', 'users_check')
  op.alterColumn('users', 'is_it', { generated: null })
  op.alterColumn('users', 'moods', { default: null })
  op.alterColumn('users', 'mood', { default: null })
  op.alterEnum('mood', { values: ['sad', 'ok', 'happy'] }) // DK103: removes enum values; DK408: rewrites tables
  op.alterColumn('users', 'mood', { default: "'happy'" })
  op.alterColumn('users', 'is_it', { generated: { expression: "mood = 'happy'" } })
  op.alterColumn('users', 'moods', { default: "'{happy,ok}'" })
  op.addConstraint('users', {
    kind: 'check',
    name: 'users_check',
    expression: "mood <> 'happy' or mood in ('happy', 'ok') or note = 'sad'",
  }) // DK204: fails on rows that break it; DK404: blocks writes
  op.createIndex('users', {
    name: 'some',
    keys: ['mood'],
    where: "mood = 'happy' and note <> 'sad'",
  }) // DK401: blocks writes
  op.createIndex('users', { name: 'is', keys: [{ expression: "mood = 'happy'" }] }) // DK401: blocks writes
  op.createView({
    name: 'these',
    definition: "select id, mood, note from users where mood = 'happy' and note <> 'sad'",
  })
  op.createView({ name: 'those', definition: 'select id, mood from these' })
  op.createView({
    name: 'counted',
    definition: "select count(*) as n from those where mood = 'happy'",
  })
}
