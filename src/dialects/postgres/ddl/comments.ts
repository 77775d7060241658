/** COMMENT ON whatever can have one. https://www.postgresql.org/docs/current/sql-comment.html */
import type { CommentTarget, Commented } from '../../../schema/comments.ts'
import { objectName, qualified } from '../../../schema/names.ts'
import type { Column, Constraint, Index, ObjectName, Policy, View } from '../../../schema/types.ts'
import { literal, quote, quoteObject } from '../../shared.ts'
import { draft } from './draft.ts'
import type { Draft } from './draft.ts'

/** A view is named with its kind. */
export type Target = Exclude<CommentTarget, { readonly view: ObjectName }> | View

const targetSql = (on: Target): string => {
  if ('definition' in on) {
    return `${on.materialized ? 'MATERIALIZED ' : ''}VIEW ${quoteObject(objectName(on))}`
  }
  if ('role' in on) return `ROLE ${quote(on.role)}`
  if ('namespace' in on) return `SCHEMA ${quote(on.namespace)}`
  if ('enum' in on) return `TYPE ${quoteObject(on.enum)}`
  if ('sequence' in on) return `SEQUENCE ${quoteObject(on.sequence)}`
  const table = quoteObject(on.table)
  if ('column' in on) return `COLUMN ${table}.${quote(on.column)}`
  if ('constraint' in on) return `CONSTRAINT ${quote(on.constraint)} ON ${table}`
  if ('index' in on) {
    return `INDEX ${quoteObject({ namespace: qualified(on.table).namespace, name: on.index })}`
  }
  return 'policy' in on ? `POLICY ${quote(on.policy)} ON ${table}` : `TABLE ${table}`
}

export const commentSql = (on: Target, comment: string | null): string =>
  `COMMENT ON ${targetSql(on)} IS ${literal(comment)}`

export const commentOn = (on: Target, comment: string | null): Draft =>
  draft(commentSql(on, comment))

/** What a thing that was just made still lacks. A program that an older version logged does not know of all comments. */
export const newComment = (on: Target, { comment }: Partial<Commented>): readonly Draft[] =>
  typeof comment === 'string' ? [commentOn(on, comment)] : []

export const columnComment = (table: ObjectName, column: Column): readonly Draft[] =>
  newComment({ table, column: column.name }, column)

export const constraintComment = (table: ObjectName, item: Constraint): readonly Draft[] =>
  newComment({ table, constraint: item.name }, item)

export const indexComment = (table: ObjectName, item: Index): readonly Draft[] =>
  newComment({ table, index: item.name }, item)

export const policyComment = (table: ObjectName, item: Policy): readonly Draft[] =>
  newComment({ table, policy: item.name }, item)
