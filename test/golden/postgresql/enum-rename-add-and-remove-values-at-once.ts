/**
 * rename, add and remove values at once
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
  op.renameEnumValue('mood', 'sad', 'gloomy') // DK307: breaks running code
  op.alterEnum('mood', { values: ['new', 'ok', 'gloomy', 'glad'] }) // DK103: removes enum values; DK408: rewrites tables
  op.createView({
    name: 'these',
    definition: "select id, mood, note from users where mood = 'gloomy' and note <> 'sad'",
  })
  op.createView({ name: 'those', definition: 'select id, mood from these' })
  op.createView({
    name: 'counted',
    definition: "select count(*) as n from those where mood = 'gloomy'",
  })
}

export function downgrade(op: Operations): void {
  op.dropView('counted')
  op.dropView('those')
  op.dropView('these')
  op.alterEnum('mood', { values: ['gloomy', 'ok', 'happy', 'glad'] }) // DK103: removes enum values; DK408: rewrites tables
  op.renameEnumValue('mood', 'gloomy', 'sad') // DK307: breaks running code
  op.createView({
    name: 'these',
    definition: "select id, mood, note from users where mood = 'sad' and note <> 'sad'",
  })
  op.createView({ name: 'those', definition: 'select id, mood from these' })
  op.createView({
    name: 'counted',
    definition: "select count(*) as n from those where mood = 'sad'",
  })
}
