/**
 * create and drop an index of a materialized view, and rename another
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
  op.renameIndex('ages', 'ages_age', 'ages_by_age')
  op.createIndex('ages', {
    name: 'ages_key',
    keys: ['age'],
    unique: true,
    comment: 'Refreshed beside readers',
  }) // DK203: fails on duplicates; DK401: blocks writes
}

export function downgrade(op: Operations): void {
  op.dropIndex('ages', 'ages_key')
  op.renameIndex('ages', 'ages_by_age', 'ages_age')
  op.createIndex('ages', {
    name: 'ages_many',
    keys: [{ column: 'many', order: 'desc' }],
    where: 'many > 1',
  }) // DK401: blocks writes
}
