/**
 * reorder values under all that hangs on an enum
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
  op.alterEnum('mood', { values: ['happy', 'ok', 'sad'] }) // DK408: rewrites tables
  op.createView({
    name: 'these',
    definition: "select id, mood, note from users where mood = 'ok' and note <> 'sad'",
  })
  op.createView({ name: 'those', definition: 'select id, mood from these' })
  op.createView({
    name: 'counted',
    definition: "select count(*) as n from those where mood = 'ok'",
  })
}

export function downgrade(op: Operations): void {
  op.dropView('counted')
  op.dropView('those')
  op.dropView('these')
  op.alterEnum('mood', { values: ['sad', 'ok', 'happy'] }) // DK408: rewrites tables
  op.createView({
    name: 'these',
    definition: "select id, mood, note from users where mood = 'ok' and note <> 'sad'",
  })
  op.createView({ name: 'those', definition: 'select id, mood from these' })
  op.createView({
    name: 'counted',
    definition: "select count(*) as n from those where mood = 'ok'",
  })
}
