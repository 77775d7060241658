import {
  addPolicy,
  editTable,
  findPolicy,
  findTable,
  removePolicy,
  replacePolicy,
} from '../schema/edit.ts'
import { objectName, qualified } from '../schema/names.ts'
import {
  compactPolicy,
  compactPolicySet,
  completePolicy,
  completePolicySet,
} from '../schema/spec.ts'
import type { PolicySet, PolicySetSpec, PolicySpec } from '../schema/spec.ts'
import type { ObjectName, Policy, Schema } from '../schema/types.ts'
import { showPart } from './dependents.ts'

export interface CreatePolicy {
  readonly kind: 'createPolicy'
  readonly table: ObjectName
  readonly policy: Policy
}
export interface DropPolicy {
  readonly kind: 'dropPolicy'
  readonly table: ObjectName
  readonly name: string
}
export interface AlterPolicy {
  readonly kind: 'alterPolicy'
  readonly table: ObjectName
  readonly name: string
  /** Only the keys that change. */
  readonly set: PolicySet
}

const pick = (policy: Policy, set: PolicySet): PolicySet =>
  Object.fromEntries(Object.entries(policy).filter(([key]) => key in set))

const WORDS: Readonly<Record<string, string>> = { withCheck: 'with check' }

const describeValue = (key: string, value: unknown): string => {
  const word = WORDS[key] ?? key
  if (value === null) return `drop ${word}`
  if (Array.isArray(value)) return `${word} ${value.length === 0 ? 'everybody' : value.join(', ')}`
  return typeof value === 'object' && 'sql' in value
    ? `${word} (${String(value.sql)})`
    : `${word} ${String(value)}`
}

export const policyOperations = {
  /**
   * Create a policy on a table (PostgreSQL). It does nothing until the table has `rowSecurity`.
   * @example op.createPolicy('posts', { name: 'own posts', for: 'select', using: 'author = current_user' })
   */
  createPolicy: {
    create: (table: ObjectName, policy: PolicySpec): CreatePolicy => ({
      kind: 'createPolicy',
      table: objectName(qualified(table)),
      policy: completePolicy(policy),
    }),
    args: (op: CreatePolicy) => [op.table, compactPolicy(op.policy)],
    apply: (schema: Schema, op: CreatePolicy): Schema =>
      editTable(schema, op.table, (table) => addPolicy(table, op.policy)),
    reverse: (op: CreatePolicy): DropPolicy => ({
      kind: 'dropPolicy',
      table: op.table,
      name: op.policy.name,
    }),
    describe: (op: CreatePolicy) => `create policy ${showPart(op.table, op.policy.name)}`,
  },
  /**
   * Drop a policy of a table.
   * @example op.dropPolicy('posts', 'own posts')
   */
  dropPolicy: {
    create: (table: ObjectName, name: string): DropPolicy => ({
      kind: 'dropPolicy',
      table: objectName(qualified(table)),
      name,
    }),
    args: (op: DropPolicy) => [op.table, op.name],
    apply: (schema: Schema, op: DropPolicy): Schema =>
      editTable(schema, op.table, (table) => removePolicy(table, op.name)),
    reverse: (op: DropPolicy, before: Schema): CreatePolicy => ({
      kind: 'createPolicy',
      table: op.table,
      policy: findPolicy(findTable(before, op.table), op.name),
    }),
    describe: (op: DropPolicy) => `drop policy ${showPart(op.table, op.name)}`,
  },
  /**
   * Change attributes of a policy: only those given.
   * @example op.alterPolicy('posts', 'own posts', { to: ['writer'], using: 'author = current_user' })
   */
  alterPolicy: {
    create: (table: ObjectName, name: string, set: PolicySetSpec): AlterPolicy => ({
      kind: 'alterPolicy',
      table: objectName(qualified(table)),
      name,
      set: completePolicySet(set),
    }),
    args: (op: AlterPolicy) => [op.table, op.name, compactPolicySet(op.set)],
    apply: (schema: Schema, op: AlterPolicy): Schema =>
      editTable(schema, op.table, (table) =>
        replacePolicy(table, op.name, { ...findPolicy(table, op.name), ...op.set }),
      ),
    reverse: (op: AlterPolicy, before: Schema): AlterPolicy => ({
      ...op,
      set: pick(findPolicy(findTable(before, op.table), op.name), op.set),
    }),
    describe: (op: AlterPolicy) =>
      `alter policy ${showPart(op.table, op.name)}: ${Object.entries(op.set)
        .map(([key, value]) => describeValue(key, value))
        .join(', ')}`,
  },
}
