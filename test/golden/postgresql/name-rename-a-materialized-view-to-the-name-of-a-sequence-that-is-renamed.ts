/**
 * rename a materialized view to the name of a sequence that is renamed
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.renameSequence('numbers', 'diffkit_renamed_1') // DK301: breaks running code
  op.renameView('adults', 'numbers') // DK301: breaks running code
  op.renameSequence('diffkit_renamed_1', 'counts') // DK301: breaks running code
}

export function downgrade(op: Operations): void {
  op.renameSequence('counts', 'diffkit_renamed_1') // DK301: breaks running code
  op.renameView('numbers', 'adults') // DK301: breaks running code
  op.renameSequence('diffkit_renamed_1', 'numbers') // DK301: breaks running code
}
