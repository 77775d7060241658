/** Policies as SQL. https://www.postgresql.org/docs/current/sql-createpolicy.html */
import type { PolicySet } from '../../../schema/spec.ts'
import type { AlterPolicy } from '../../../operations/policy.ts'
import { findPolicy, findTable } from '../../../schema/edit.ts'
import type { ObjectName, Policy } from '../../../schema/types.ts'
import { quote, quoteObject } from '../../shared.ts'
import { policyComment } from './comments.ts'
import { draft } from './draft.ts'
import type { CompileContext, Draft } from './draft.ts'

const rolesSql = (roles: readonly string[]): string =>
  roles.length === 0 ? 'PUBLIC' : roles.map(quote).join(', ')

const clauses = ({ to, using, withCheck }: PolicySet): readonly string[] => [
  ...(to === undefined ? [] : [`TO ${rolesSql(to)}`]),
  ...(using ? [`USING (${using.sql})`] : []),
  ...(withCheck ? [`WITH CHECK (${withCheck.sql})`] : []),
]

export const createPolicySql = (table: ObjectName, policy: Policy): string =>
  [
    `CREATE POLICY ${quote(policy.name)} ON ${quoteObject(table)}`,
    ...(policy.as === 'permissive' ? [] : ['AS RESTRICTIVE']),
    ...(policy.for === 'all' ? [] : [`FOR ${policy.for.toUpperCase()}`]),
    ...clauses(policy).filter((clause) => clause !== 'TO PUBLIC'),
  ].join(' ')

/** A policy with its comment. */
export const newPolicy = (table: ObjectName, policy: Policy): readonly Draft[] => [
  draft(createPolicySql(table, policy)),
  ...policyComment(table, policy),
]

export const dropPolicySql = (table: ObjectName, name: string): string =>
  `DROP POLICY ${quote(name)} ON ${quoteObject(table)}`

/** What ALTER POLICY cannot do: another command or kind, and taking an expression away. */
const needsNew = (set: PolicySet): boolean =>
  set.as !== undefined || set.for !== undefined || set.using === null || set.withCheck === null

/** The statements of one alterPolicy. */
export const alterPolicySql = (op: AlterPolicy, { after }: CompileContext): readonly Draft[] => {
  const policy = findPolicy(findTable(after, op.table), op.name)
  if (needsNew(op.set)) {
    return [
      draft(dropPolicySql(op.table, op.name), 'made again below: ALTER POLICY cannot do it'),
      ...newPolicy(op.table, policy),
    ]
  }
  const name = `ALTER POLICY ${quote(op.name)} ON ${quoteObject(op.table)}`
  const set = Object.fromEntries(Object.entries(policy).filter(([key]) => key in op.set))
  return [draft([name, ...clauses(set)].join(' '))]
}
