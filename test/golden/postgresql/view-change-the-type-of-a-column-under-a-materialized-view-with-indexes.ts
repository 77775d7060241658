/**
 * change the type of a column under a materialized view with indexes
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.dropIndex('ages', 'ages_many')
  op.dropView('ages') // DK105: drops stored rows and indexes
  op.alterColumn('users', 'age', { type: 'bigint' }) // DK402: rewrites the table
  op.createView({
    name: 'ages',
    materialized: true,
    definition: 'select age, count(*) as many from users group by age',
    indexes: [{ name: 'ages_key', keys: ['age'], unique: true, clustered: true, comment: 'Kept' }],
  })
  op.createIndex('ages', { name: 'ages_some', keys: ['age'], where: 'many > 1' })
}

export function downgrade(op: Operations): void {
  op.dropIndex('ages', 'ages_some')
  op.dropView('ages') // DK105: drops stored rows and indexes
  op.alterColumn('users', 'age', { type: 'integer' }) // DK207: fails on values that do not fit; DK402: rewrites the table
  op.createView({
    name: 'ages',
    materialized: true,
    definition: 'select age, count(*) as many from users group by age',
    indexes: [{ name: 'ages_key', keys: ['age'], unique: true, clustered: true, comment: 'Kept' }],
  })
  op.createIndex('ages', { name: 'ages_many', keys: ['many'] })
}
