/** The policies of Drizzle models. */
import { policyDefaults } from '../../../schema/types.ts'
import type { Expression, Policy, PolicyCommand } from '../../../schema/types.ts'
import { isKind } from '../../drizzle-objects.ts'
import type { DrizzleTable } from './drizzle.ts'
import { invalid, renderCondition, unsupported } from './context.ts'
import type { ModelContext } from './context.ts'
import { clipName } from '../relation-names.ts'

const COMMANDS: readonly PolicyCommand[] = ['all', 'select', 'insert', 'update', 'delete']

/** Names that stand for whoever runs the statement. */
const CURRENT = new Set(['current_role', 'current_user', 'session_user'])

const roleName = (context: ModelContext, role: unknown, policy: string): string => {
  const name = isKind(role, 'PgRole') ? String(Reflect.get(role, 'name')) : role
  if (typeof name !== 'string') throw invalid(context, `policy ${policy}: a role has no name`)
  if (!CURRENT.has(name)) return clipName(name)
  const hint = 'PostgreSQL keeps the role that runs the migration in its place: name that role.'
  throw unsupported(context, `the role ${name} in policy ${policy}`, hint)
}

const rolesOf = (context: ModelContext, to: unknown, policy: string): readonly string[] => {
  if (to === undefined) return []
  const list: readonly unknown[] = Array.isArray(to) ? to : [to]
  return list.map((role) => roleName(context, role, policy))
}

const expressionOf = (context: ModelContext, sql: unknown, what: string): Expression | null =>
  sql === undefined ? null : { sql: renderCondition(context, sql, what) }

/** The table that a policy is linked to; `undefined` for one that stands in a table's extras. */
export const linkedTable = (policy: object): DrizzleTable | undefined => {
  const table: unknown = Reflect.get(policy, '_linkedTable')
  return isKind(table, 'PgTable') ? table : undefined
}

export const readPolicy = (context: ModelContext, policy: unknown): Policy => {
  if (!isKind(policy, 'PgPolicy')) throw invalid(context, 'one of its policies is none')
  const read = (key: string): unknown => Reflect.get(policy, key)
  const name = clipName(String(read('name')))
  return {
    ...policyDefaults,
    name,
    as: read('as') === 'restrictive' ? 'restrictive' : 'permissive',
    for: COMMANDS.find((command) => command === read('for')) ?? 'all',
    to: rolesOf(context, read('to'), name),
    using: expressionOf(context, read('using'), `policy ${name}`),
    withCheck: expressionOf(context, read('withCheck'), `policy ${name}`),
  }
}
