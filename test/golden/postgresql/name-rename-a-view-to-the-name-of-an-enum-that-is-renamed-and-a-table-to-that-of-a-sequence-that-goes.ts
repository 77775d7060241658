/**
 * rename a view to the name of an enum that is renamed, and a table to that of a sequence that goes
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
  op.dropView('diffkit_renamed_1')
  op.renameEnum('mood', 'feeling') // DK301: breaks running code
  op.renameSequence('people', 'diffkit_renamed_2') // DK301: breaks running code
  op.renameTable('users', 'people') // DK301: breaks running code
  op.dropSequence('diffkit_renamed_2') // DK107: drops a counter
  op.createView({
    name: 'diffkit_renamed_1',
    definition: 'select id, age from people where age > 17',
  })
  op.renameView('diffkit_renamed_1', 'mood') // DK301: breaks running code
}

export function downgrade(op: Operations): void {
  op.renameView('mood', 'diffkit_renamed_1') // DK301: breaks running code
  op.dropView('diffkit_renamed_1')
  op.createSequence({ name: 'diffkit_renamed_2' })
  op.renameTable('people', 'users') // DK301: breaks running code
  op.renameSequence('diffkit_renamed_2', 'people')
  op.renameEnum('feeling', 'mood') // DK301: breaks running code
  op.createView({
    name: 'diffkit_renamed_1',
    definition: 'select id, age from users where age > 17',
  })
  op.renameView('diffkit_renamed_1', 'adults') // DK301: breaks running code
}
