/**
 * comment a view, and a materialized one, that are made again
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.renameView('adults', 'grown') // DK301: breaks running code
  op.dropView('ages') // DK105: drops stored rows and indexes
  op.dropView('grown')
  op.alterColumn('users', 'age', { type: 'bigint' }) // DK402: rewrites the table
  op.createView({ name: 'grown', definition: 'select id, age from users where age > 20' })
  op.createView({ name: 'ages', materialized: true, definition: 'select age from grown' })
  op.commentOn({ view: 'ages' }, 'All of them')
  op.commentOn({ view: 'grown' }, 'Who may vote')
}

export function downgrade(op: Operations): void {
  op.commentOn({ view: 'grown' }, null)
  op.commentOn({ view: 'ages' }, null)
  op.dropView('ages') // DK105: drops stored rows and indexes
  op.dropView('grown')
  op.alterColumn('users', 'age', { type: 'integer' }) // DK207: fails on values that do not fit; DK402: rewrites the table
  op.createView({ name: 'grown', definition: 'select id, age from users where age > 17' })
  op.createView({ name: 'ages', materialized: true, definition: 'select age from "grown"' })
  op.renameView('grown', 'adults') // DK301: breaks running code
}
