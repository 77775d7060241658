/**
 * drop a materialized view with indexes
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.dropView('ages') // DK105: drops stored rows and indexes; DK305: breaks running code
}

export function downgrade(op: Operations): void {
  op.createView({
    name: 'ages',
    materialized: true,
    definition: 'select age, count(*) as many from users group by age',
    indexes: [{ name: 'ages_key', keys: ['age'], unique: true, comment: 'Gone' }],
  })
}
