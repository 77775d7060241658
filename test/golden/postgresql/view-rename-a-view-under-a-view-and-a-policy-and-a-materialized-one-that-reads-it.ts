/**
 * rename a view under a view and a policy, and a materialized one that reads it
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.renameView('adults', 'Grown ups') // DK301: breaks running code
  op.renameView('ages', 'years') // DK301: breaks running code
}

export function downgrade(op: Operations): void {
  op.renameView('years', 'ages') // DK301: breaks running code
  op.renameView('Grown ups', 'adults') // DK301: breaks running code
}
