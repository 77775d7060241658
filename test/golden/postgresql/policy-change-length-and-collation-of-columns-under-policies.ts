/**
 * change length and collation of columns under policies
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.dropView('authors')
  op.alterColumn('posts', 'author', { type: 'character varying(40)' })
  op.alterColumn('posts', 'title', { collation: 'C' })
  op.createView({ name: 'authors', definition: 'select author, title from posts' })
}

export function downgrade(op: Operations): void {
  op.dropView('authors')
  op.alterColumn('posts', 'title', { collation: null })
  op.alterColumn('posts', 'author', { type: 'character varying(30)' }) // DK207: fails on values that do not fit; DK402: rewrites the table
  op.createView({ name: 'authors', definition: 'select author, title from posts' })
}
