/**
 * create a sequence that counts down in another namespace
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.createNamespace('auth')
  op.createSequence({
    namespace: 'auth',
    name: 'Odd name',
    type: 'integer',
    increment: '-1',
    min: '-500',
  })
  op.addColumn('users', { name: 'number', type: 'bigint', default: 'nextval(\'auth."Odd name"\')' }) // DK403: rewrites the table
}

export function downgrade(op: Operations): void {
  op.dropColumn('users', 'number') // DK102: deletes data
  op.dropSequence({ namespace: 'auth', name: 'Odd name' }) // DK107: drops a counter
  op.dropNamespace('auth') // DK104: drops a namespace
}
