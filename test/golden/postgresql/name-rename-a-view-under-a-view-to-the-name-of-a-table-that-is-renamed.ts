/**
 * rename a view under a view to the name of a table that is renamed
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.renameView('adults', 'diffkit_renamed_1') // DK301: breaks running code
  op.dropView('over')
  op.dropView('diffkit_renamed_1')
  op.renameTable('users', 'people') // DK301: breaks running code
  op.createView({
    name: 'diffkit_renamed_1',
    definition: 'select id, age from people where age > 17',
  })
  op.renameView('diffkit_renamed_1', 'users') // DK301: breaks running code
  op.createView({ name: 'over', definition: 'select id from users' })
}

export function downgrade(op: Operations): void {
  op.dropView('over')
  op.renameView('users', 'diffkit_renamed_1') // DK301: breaks running code
  op.dropView('diffkit_renamed_1')
  op.renameTable('people', 'users') // DK301: breaks running code
  op.createView({
    name: 'diffkit_renamed_1',
    definition: 'select id, age from users where age > 17',
  })
  op.createView({ name: 'over', definition: 'select id from "diffkit_renamed_1"' })
  op.renameView('diffkit_renamed_1', 'adults') // DK301: breaks running code
}
