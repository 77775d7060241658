/**
 * rename and move the values of two enums that stand together
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
  op.renameEnumValue('aa', 'p', 'pp') // DK307: breaks running code
  op.renameEnumValue('bb', 'q', 'qq') // DK307: breaks running code
  op.alterEnum('aa', { values: ['pp', 'high', 'ok'] }) // DK408: rewrites tables
  op.alterEnum('bb', { values: ['ok', 'high', 'qq', 'rr'] })
  op.createView({ name: 'those', definition: "select x, y from users where x = 'pp' or y = 'qq'" })
}

export function downgrade(op: Operations): void {
  op.dropView('those')
  op.alterEnum('bb', { values: ['ok', 'high', 'qq'] }) // DK103: removes enum values; DK408: rewrites tables
  op.alterEnum('aa', { values: ['ok', 'high', 'pp'] }) // DK408: rewrites tables
  op.renameEnumValue('bb', 'qq', 'q') // DK307: breaks running code
  op.renameEnumValue('aa', 'pp', 'p') // DK307: breaks running code
  op.createView({ name: 'those', definition: "select x, y from users where x = 'p' or y = 'q'" })
}
