import { DiffkitError } from '../errors.ts'
import { findCommented, withComment } from '../schema/comments.ts'
import type { CommentTarget } from '../schema/comments.ts'
import { objectName, qualified, show } from '../schema/names.ts'
import type { ObjectName, Schema } from '../schema/types.ts'
import { oneLine, showPart } from './dependents.ts'

export interface CommentOn {
  readonly kind: 'commentOn'
  readonly on: CommentTarget
  readonly comment: string | null
}

const WHOLES: readonly string[] = ['role', 'namespace', 'enum', 'sequence', 'view', 'table']
const PARTS: readonly string[] = ['column', 'constraint', 'index', 'policy']

/** Untyped code may name anything. */
const requireTarget = (on: CommentTarget): void => {
  const [first = '', second = '', ...more] = Object.keys(on).toSorted(
    (a, b) => PARTS.indexOf(a) - PARTS.indexOf(b),
  )
  const isPart = first === 'table' && PARTS.includes(second)
  if (more.length === 0 && (isPart || (WHOLES.includes(first) && second === ''))) return
  throw new DiffkitError('INVALID_OPERATION', {
    operation: 'comment',
    reason: `it is on ${JSON.stringify(on)}; there are ${WHOLES.map((word) => `{ ${word} }`).join(', ')}, and ${PARTS.map((word) => `{ table, ${word} }`).join(', ')}`,
  })
}

const short = (name: ObjectName): ObjectName => objectName(qualified(name))

const targetOf = (on: CommentTarget): CommentTarget => {
  requireTarget(on)
  if ('enum' in on) return { enum: short(on.enum) }
  if ('sequence' in on) return { sequence: short(on.sequence) }
  if ('view' in on) return { view: short(on.view) }
  return 'table' in on ? { ...on, table: short(on.table) } : on
}

/** What the comment is on, for people: `index users.users_email_idx`. */
const showTarget = (on: CommentTarget): string => {
  if ('role' in on) return `role ${on.role}`
  if ('namespace' in on) return `namespace ${on.namespace}`
  if ('enum' in on) return `enum ${show(on.enum)}`
  if ('sequence' in on) return `sequence ${show(on.sequence)}`
  if ('view' in on) return `view ${show(on.view)}`
  if ('column' in on) return `column ${showPart(on.table, on.column)}`
  if ('constraint' in on) return `constraint ${showPart(on.table, on.constraint)}`
  if ('index' in on) return `index ${showPart(on.table, on.index)}`
  return 'policy' in on ? `policy ${showPart(on.table, on.policy)}` : `table ${show(on.table)}`
}

export const commentOperations = {
  /**
   * Change the comment of anything that has one (PostgreSQL); `null` takes it away.
   * @example op.commentOn({ enum: 'mood' }, 'How people are')
   * @example op.commentOn({ table: 'users', index: 'users_email_idx' }, 'Logins look here')
   */
  commentOn: {
    create: (on: CommentTarget, comment: string | null): CommentOn => ({
      kind: 'commentOn',
      on: targetOf(on),
      // An empty one is none.
      comment: comment === '' ? null : comment,
    }),
    args: (op: CommentOn) => [op.on, op.comment],
    apply: (schema: Schema, op: CommentOn): Schema => withComment(schema, op.on, op.comment),
    reverse: (op: CommentOn, before: Schema): CommentOn => ({
      ...op,
      comment: findCommented(before, op.on).comment,
    }),
    describe: ({ on, comment }: CommentOn) =>
      comment === null
        ? `drop the comment of ${showTarget(on)}`
        : `comment on ${showTarget(on)}: ${oneLine(comment)}`,
  },
}
